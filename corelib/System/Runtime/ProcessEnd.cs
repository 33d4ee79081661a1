// SPDX-License-Identifier: MIT
namespace System.Runtime;

/// <summary>What a library does last of all when a process ends: after the handlers of <see cref="AppDomain.ProcessExit"/>, which may use it.</summary>
public abstract class ProcessEnd
{
    private static ProcessEnd? s_last;

    /// <summary>There is one; it is for text that waits to be written.</summary>
    public static void Set(ProcessEnd last) => s_last = last;

    protected abstract void Flush();

    internal static void Run() => s_last?.Flush();
}
