using System.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System;

public static unsafe partial class Environment
{
    public static string NewLine => "\n";

    public static int CurrentManagedThreadId => Hooks.Thread()->Id;

    public static int ProcessorCount => Hooks.Processors();

    public static int ExitCode { get; set; }

    /// <summary>Milliseconds since some fixed moment.</summary>
    public static long TickCount64 => Hooks.Monotonic() / 1_000_000;

    public static int TickCount => (int)TickCount64;

    public static string[] GetCommandLineArgs() => StartupCodeHelpers.GetCommandLine();

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void Exit(int exitCode)
    {
        AppDomain.OnProcessExit();
        Hooks.Exit(exitCode);
        throw new InvalidOperationException();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void FailFast(string? message)
    {
        System.Runtime.FailFast.Write("Process terminated. " + message + "\n");
        Hooks.Abort();
        throw new InvalidOperationException();
    }
}
