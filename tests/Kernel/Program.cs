// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>
/// The test image: runs every test and prints KTAP (docs.kernel.org/dev-tools/ktap.html) on the serial port, then leaves QEMU.
/// </summary>
/// <remarks><c>test=word</c> on the command line runs only the tests whose name contains the word. Exit status: 33 passed, 35 failed.</remarks>
internal static class Program
{
    private const byte PassedCode = 0x10;
    private const byte FailedCode = 0x11;

    private static string s_running = "";
    private static int s_number;
    private static int s_failed;
    private static KernelTest[] s_tests = [];

    private static void Main()
    {
        s_tests = Select(KernelTestList.Create());
        Log.WriteRaw("KTAP version 1\n"u8);
        Print($"1..{s_tests.Length}");
        foreach (KernelTest test in s_tests)
        {
            if (!test.NeedsScheduler && !test.NeedsProcess) Run(test, test.Run);
        }

        Scheduler.Run(WorkerThread.Create("tests", RunInThread));
    }

    private static void RunInThread()
    {
        TestSystem.Start();
        foreach (KernelTest test in s_tests)
        {
            if (test.NeedsScheduler) Run(test, test.Run);
        }

        TestProcess.StartFirst(RunInProcesses);
    }

    private static void RunInProcesses()
    {
        foreach (KernelTest test in s_tests)
        {
            if (test.NeedsProcess) Run(test, () => MemoryBalance.Check(() => TestProcess.Run(test.Run)));
        }

        Print($"# {s_tests.Length - s_failed} passed, {s_failed} failed");
        Power.DebugExit(s_failed == 0 ? PassedCode : FailedCode);
        Power.Off();
    }

    private static void Run(KernelTest test, Action run)
    {
        s_running = test.Name;
        s_number++;
        Watchdog.Start(test.TimeoutMilliseconds * 1_000_000L, new TimeLimit());
        try
        {
            run();
            Watchdog.Stop();
            Print($"ok {s_number} {test.Name}");
        }
        catch (SkipException reason)
        {
            Watchdog.Stop();
            Print($"ok {s_number} {test.Name} # SKIP {reason.Message}");
        }
        catch (Exception exception)
        {
            Watchdog.Stop();
            s_failed++;
            Print($"# {exception.Message}");
            if (exception is not CheckException) Print($"# {exception.ToString()}");
            Print($"not ok {s_number} {test.Name}");
        }
    }

    private static KernelTest[] Select(KernelTest[] tests)
    {
        if (!BootInformation.TryGetOption("test"u8, out ReadOnlySpan<byte> word)) return tests;
        int count = 0;
        KernelTest[] selected = new KernelTest[tests.Length];
        foreach (KernelTest test in tests)
        {
            if (Contains(test.Name, word)) selected[count++] = test;
        }

        return selected[..count];
    }

    private static bool Contains(string name, ReadOnlySpan<byte> word)
    {
        for (int start = 0; start + word.Length <= name.Length; start++)
        {
            int i = 0;
            while (i < word.Length && name[start + i] == word[i]) i++;
            if (i == word.Length) return true;
        }

        return false;
    }

    private static void Print(LogMessage line)
    {
        Log.WriteRaw(line.Text);
        Log.WriteRaw("\n"u8);
    }

    /// <summary>A test that does not end: its failure is the run's.</summary>
    private sealed class TimeLimit : WatchdogHandler
    {
        protected override void OnTimeout()
        {
            Print($"not ok {s_number} {s_running} # time limit exceeded");
            Panic.Raise("a kernel test exceeded its time limit");
        }
    }
}
