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
        RunAll(needsScheduler: false);
        Scheduler.Run(WorkerThread.Create("tests", Finish));
    }

    private static void Finish()
    {
        RunAll(needsScheduler: true);
        Print($"# {s_tests.Length - s_failed} passed, {s_failed} failed");
        Power.DebugExit(s_failed == 0 ? PassedCode : FailedCode);
        Power.Off();
    }

    private static void RunAll(bool needsScheduler)
    {
        foreach (KernelTest test in s_tests)
        {
            if (test.NeedsScheduler == needsScheduler && !Run(test)) s_failed++;
        }
    }

    private static bool Run(KernelTest test)
    {
        s_running = test.Name;
        s_number++;
        Watchdog.Start(test.TimeoutMilliseconds * 1_000_000L, new TimeLimit());
        try
        {
            test.Run();
            Watchdog.Stop();
            Print($"ok {s_number} {test.Name}");
            return true;
        }
        catch (Exception exception)
        {
            Watchdog.Stop();
            Print($"# {exception.Message}");
            Print($"not ok {s_number} {test.Name}");
            return false;
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
