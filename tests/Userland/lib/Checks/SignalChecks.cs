// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Signals that a program asks for, and what becomes of them.</summary>
internal static class SignalChecks
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    internal static void Run(Check check)
    {
        Handled(check);
        Several(check);
        Cancelling(check);
        Endings(check);
        Arguments(check);
    }

    /// <summary>The program again, which says what comes: <c>--signals HANDLING</c>.</summary>
    internal static int Wait(string[] arguments)
    {
        string handling = arguments[1];
        List<IDisposable> registrations = [];
        if (handling.Contains("term")) registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Say(context, handling.Contains("cancel"))));
        if (handling.Contains("hup")) registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Say(context, handling.Contains("cancel"))));
        if (handling.Contains("usr1")) registrations.Add(PosixSignalRegistration.Create((PosixSignal)10, context => Say(context, handling.Contains("cancel"))));
        if (handling.Contains("stop")) registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context => Say(context, isCancelled: false)));
        if (handling.Contains("key"))
        {
            Console.CancelKeyPress += (sender, e) =>
            {
                Console.WriteLine($"{sender == null} {e.SpecialKey} {e.Cancel}");
                Console.Out.Flush();
                e.Cancel = handling.Contains("cancel");
            };
        }

        if (handling.Contains("dispose")) registrations.ForEach(registration => registration.Dispose());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("exit");
        Console.WriteLine("ready");
        _ = Console.ReadLine();
        Console.WriteLine("goes on");
        return 7;
    }

    private static void Say(PosixSignalContext context, bool isCancelled)
    {
        Console.WriteLine($"{context.Signal} {context.Cancel}");
        Console.Out.Flush();
        context.Cancel = isCancelled;
    }

    private static void Send(string signal, int id) => _ = ProcessChecks.Shell($"kill -{signal} {id}");

    private static void Handled(Check check)
    {
        using AutoResetEvent came = new(false);
        foreach ((PosixSignal signal, string name) in ((PosixSignal, string)[])[(PosixSignal.SIGWINCH, "WINCH"), (PosixSignal.SIGCONT, "CONT"), (PosixSignal.SIGHUP, "HUP"), (PosixSignal.SIGTERM, "TERM"), ((PosixSignal)12, "USR2")])
        {
            PosixSignal seen = default;
            using PosixSignalRegistration registration = PosixSignalRegistration.Create(signal, context =>
            {
                seen = context.Signal;
                context.Cancel = true;
                _ = came.Set();
            });
            Send(name, Environment.ProcessId);
            check.Print(name, $"{came.WaitOne(s_patience)} {seen}");
        }

        using PosixSignalRegistration child = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => came.Set());
        check.Print("a child's end", ProcessChecks.Shell("exit 3"));
        check.True("told", came.WaitOne(s_patience));
        child.Dispose();
        child.Dispose();
    }

    private static void Several(Check check)
    {
        int first = 0, second = 0;
        using CountdownEvent both = new(2);
        PosixSignalRegistration one = PosixSignalRegistration.Create(User(10), context =>
        {
            first++;
            context.Cancel = true;
            _ = both.Signal();
        });
        using PosixSignalRegistration two = PosixSignalRegistration.Create(User(10), context =>
        {
            second++;
            context.Cancel = true;
            _ = both.Signal();
        });
        Send("USR1", Environment.ProcessId);
        check.True("both", both.Wait(s_patience));
        one.Dispose();
        both.Reset(1);
        Send("USR1", Environment.ProcessId);
        check.True("the other", both.Wait(s_patience));
        check.Print("calls", $"{first} {second}");
    }

    private static PosixSignal User(int number) => (PosixSignal)number;

    private static void Cancelling(Check check)
    {
        foreach ((string handling, string signal) in ((string, string)[])[("term cancel", "TERM"), ("hup cancel", "HUP"), ("key cancel", "INT"), ("key cancel", "QUIT"), ("usr1 cancel", "USR1"), ("stop", "TSTP"), ("none", "WINCH"), ("none", "CHLD")])
        {
            check.Print($"{handling} {signal}", Child(handling, signal, isGoingOn: true));
        }
    }

    private static void Endings(Check check)
    {
        foreach ((string handling, string signal) in ((string, string)[])[("term", "TERM"), ("hup", "HUP"), ("key", "INT"), ("key", "QUIT"), ("usr1", "USR1"), ("none", "HUP"), ("none", "INT"), ("none", "TERM"), ("none", "USR1"), ("term hup dispose", "HUP")])
        {
            check.Print($"{handling} {signal}", Child(handling, signal, isGoingOn: false));
        }
    }

    private static string Child(string handling, string signal, bool isGoingOn)
    {
        // .NET's program is a library for its host; the current directory is not where either was started.
        string own = Environment.GetCommandLineArgs()[0];
        string[] arguments = own.EndsWith(".dll", StringComparison.Ordinal) ? [Path.GetFullPath(own), "--signals", handling] : ["--signals", handling];
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        string lines = process.StandardOutput.ReadLine() ?? "";
        Send(signal, process.Id);

        // What comes may come after the line; a signal that is handled says so first.
        if (handling != "none") lines += "|" + process.StandardOutput.ReadLine();
        if (isGoingOn) process.StandardInput.WriteLine();
        lines += "|" + process.StandardOutput.ReadToEnd().Replace('\n', '|');
        process.WaitForExit();
        return $"{lines}{process.ExitCode}";
    }

    private static void Arguments(Check check)
    {
        check.Throws<ArgumentNullException>("no handler", () => PosixSignalRegistration.Create(PosixSignal.SIGTERM, null!));
        foreach (int number in (int[])[0, -11, 65, 1000]) check.Throws<PlatformNotSupportedException>(number.ToString(), () => PosixSignalRegistration.Create((PosixSignal)number, _ => { }));
        foreach (int number in (int[])[9, 19]) check.Throws<IOException>(number.ToString(), () => PosixSignalRegistration.Create((PosixSignal)number, _ => { }));
        PosixSignalContext context = new(PosixSignal.SIGINT) { Cancel = true };
        check.Print("context", $"{context.Signal} {context.Cancel}");
    }
}
