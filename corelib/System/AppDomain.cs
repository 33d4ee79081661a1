// SPDX-License-Identifier: MIT
using System.Runtime;

namespace System;

/// <summary>The program as a whole, as far as libraries need it: the moment it ends.</summary>
public sealed class AppDomain
{
    private AppDomain()
    {
    }

    /// <summary>Raised once, when <c>Main</c> has returned, <c>Environment.Exit</c> is called or an exception is not caught.</summary>
    public event EventHandler? ProcessExit;

    public static AppDomain CurrentDomain { get; } = new();

    /// <summary>What the program's start code and the runtime call before the process goes.</summary>
    [RuntimeExport("skift_rt_process_exit")]
    internal static void OnProcessExit()
    {
        EventHandler? handlers = CurrentDomain.ProcessExit;
        CurrentDomain.ProcessExit = null;
        handlers?.Invoke(CurrentDomain, EventArgs.Empty);
    }
}
