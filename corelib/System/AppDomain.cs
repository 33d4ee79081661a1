// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;

namespace System;

/// <summary>The program as a whole, as far as libraries need it: the moment it ends.</summary>
public sealed class AppDomain
{
    private static AppDomain? s_current;
    private static EventHandler? s_processExit;

    private AppDomain()
    {
    }

    /// <summary>Raised once, when <c>Main</c> has returned, <c>Environment.Exit</c> is called or an exception is not caught.</summary>
    public event EventHandler? ProcessExit
    {
        add => Change(value, isAdded: true);
        remove => Change(value, isAdded: false);
    }

    public static AppDomain CurrentDomain => s_current ?? Interlocked.CompareExchange(ref s_current, new AppDomain(), null) ?? s_current;

    /// <summary>What the program's start code and the runtime call before the process goes.</summary>
    [RuntimeExport("skift_rt_process_exit")]
    internal static void OnProcessExit()
    {
        EventHandler? handlers = Interlocked.Exchange(ref s_processExit, null);
        handlers?.Invoke(CurrentDomain, EventArgs.Empty);
        ProcessEnd.Run();
    }

    private static void Change(EventHandler? handler, bool isAdded)
    {
        EventHandler? before;
        EventHandler? after;
        do
        {
            before = s_processExit;
            after = (EventHandler?)(isAdded ? Delegate.Combine(before, handler) : Delegate.Remove(before, handler));
        }
        while (Interlocked.CompareExchange(ref s_processExit, after, before) != before);
    }
}
