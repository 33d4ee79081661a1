// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Tests.Kernel;

/// <summary>A test found something else than it expected.</summary>
internal sealed class CheckException(string message) : Exception(message);

/// <summary>What tests expect.</summary>
internal static class Check
{
    internal static void True(bool condition, string what)
    {
        if (!condition) throw new CheckException(what);
    }

    internal static void Equal(long expected, long actual, string what)
    {
        if (expected != actual) throw new CheckException($"{what}: expected {expected}, found {actual}");
    }

    internal static void Equal(Errno expected, Errno actual, string what)
    {
        if (expected != actual) throw new CheckException($"{what}: expected errno {(int)expected}, found {(int)actual}");
    }

    internal static void Succeeds(Errno error, string what) => Equal(Errno.None, error, what);

    internal static void Throws<T>(Action action, string what)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }

        throw new CheckException($"{what}: no exception");
    }

    internal static T NotNull<T>(T? value, string what)
        where T : class => value ?? throw new CheckException(what);
}
