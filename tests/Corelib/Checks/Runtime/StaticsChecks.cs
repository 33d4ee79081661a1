// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;

namespace Skift.Tests.Corelib;

/// <summary>Statics of all kinds, atomic operations, locks.</summary>
internal static class StaticsChecks
{
    private static readonly Dictionary<string, int> s_table = new() { ["one"] = 1, ["two"] = 2 };
    private static readonly int[] s_constants = [1, 2, 3, 5, 8];
    private static readonly string[] s_names = ["a", "b", "c"];
    private static readonly object s_gate = new();
    private static volatile int s_volatile;
    private static string? s_text;

    [ThreadStatic]
    private static int t_number;

    [ThreadStatic]
    private static List<string>? t_list;

    private static class Lazy
    {
        internal static readonly DateOrder First = new();
        internal static int Touched = DateOrder.Count;
    }

    private sealed class DateOrder
    {
        internal static int Count;

        internal DateOrder() => Count++;
    }

    private static class PerType<T>
    {
        internal static int Count;
        internal static readonly List<T> Items = [];
    }

    public static void Run(Check check)
    {
        check.Equal("dictionary in a static", s_table["two"], 2);
        check.Equal("constant array", s_constants[4], 8);
        check.Equal("constant strings", s_names[2], "c");
        s_volatile = 4;
        s_text = "set";
        check.Equal("mutable statics", s_volatile + s_text, "4set");
        check.Equal("order of initializers", Lazy.Touched, 1);
        PerType<int>.Count += 5;
        PerType<string>.Count += 7;
        PerType<string>.Items.Add("x");
        check.Equal("statics of generics", PerType<int>.Count * 100 + PerType<string>.Count * 10 + PerType<object>.Count, 570);
        check.Equal("reference statics of generics", PerType<string>.Items.Count * 10 + PerType<object>.Items.Count, 10);
        t_number += 3;
        t_list ??= [];
        t_list.Add("thread");
        check.Equal("thread statics", t_number + t_list[0], "3thread");
        Atomic(check);
        Locks(check);
    }

    private static void Atomic(Check check)
    {
        int number = 5;
        check.Equal("increment", Interlocked.Increment(ref number), 6);
        check.Equal("add", Interlocked.Add(ref number, 10), 16);
        check.Equal("exchange", Interlocked.Exchange(ref number, 1), 16);
        check.Equal("compare-exchange that fails", Interlocked.CompareExchange(ref number, 9, 2), 1);
        check.Equal("compare-exchange that succeeds", Interlocked.CompareExchange(ref number, 9, 1) + number, 10);
        check.Equal("or", Interlocked.Or(ref number, 6) + number, 9 + 15);
        check.Equal("and", Interlocked.And(ref number, 3) + number, 15 + 3);
        long large = 1L << 40;
        check.Equal("long decrement", Interlocked.Decrement(ref large), (1L << 40) - 1);
        string? reference = "old";
        check.Equal("exchange of references", Interlocked.Exchange(ref reference, "new") + reference, "oldnew");
        string? seen = reference;
        check.True("compare-exchange of references", Interlocked.CompareExchange(ref reference, "newer", seen) == seen && reference == "newer");
        object? boxed = null;
        Interlocked.CompareExchange(ref boxed, "first", null);
        check.Equal("compare-exchange from null", (string?)boxed, "first");
        check.Equal("volatile read", Volatile.Read(ref large), (1L << 40) - 1);
    }

    private static void Locks(Check check)
    {
        int entered = 0;
        lock (s_gate)
        {
            lock (s_gate)
                entered = Monitor.IsEntered(s_gate) ? 2 : 1;
            check.True("still held after the inner block", Monitor.IsEntered(s_gate));
        }
        check.Equal("nested lock", entered, 2);
        check.False("released", Monitor.IsEntered(s_gate));
        check.True("try enter", Monitor.TryEnter(s_gate));
        Monitor.Exit(s_gate);
        check.Throws<SynchronizationLockException>("exit without enter", static () => Monitor.Exit(s_gate));
        check.Throws<SynchronizationLockException>("pulse without enter", static () => Monitor.Pulse(s_gate));
        lock (s_gate)
            check.False("wait that times out", Monitor.Wait(s_gate, 1));
        check.Throws<ArgumentNullException>("lock null", static () => { lock (null!) { } });
    }
}
