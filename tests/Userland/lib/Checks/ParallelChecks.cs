// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Parallel loops: how they end, and what each worker has of its own.</summary>
internal static class ParallelChecks
{
    internal static void Run(Check check)
    {
        Whole(check);
        Broken(check);
        Stopped(check);
        Locals(check);
        Failing(check);
        Arguments(check);
    }

    private static string Show(ParallelLoopResult result) => $"{result.IsCompleted} {(result.LowestBreakIteration is long iteration ? iteration.ToString() : "none")}";

    private static void Whole(Check check)
    {
        long sum = 0;
        check.Print("int", $"{Show(Parallel.For(3, 1003, i => Interlocked.Add(ref sum, i)))} {sum}");
        sum = 0;
        check.Print("long", $"{Show(Parallel.For(10_000_000_000, 10_000_000_010, i => Interlocked.Add(ref sum, i)))} {sum}");
        check.Print("none", Show(Parallel.For(5, 5, _ => sum = -1)) + Show(Parallel.For(6, 5, _ => sum = -1)));
        sum = 0;
        check.Print("items", $"{Show(Parallel.ForEach(Enumerable.Range(1, 100), i => Interlocked.Add(ref sum, i)))} {sum}");
        sum = 0;
        check.Print("numbered", $"{Show(Parallel.ForEach(["a", "b", "c"], (item, _, index) => Interlocked.Add(ref sum, index * item[0])))} {sum}");
        int running = 0, most = 0;
        _ = Parallel.For(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 1 }, _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            _ = Interlocked.Decrement(ref running);
        });
        check.Print("one at a time", most.ToString());
        sum = 0;
        Parallel.Invoke(() => Interlocked.Add(ref sum, 1), () => Interlocked.Add(ref sum, 10));
        check.Print("invoke", sum.ToString());
    }

    private static void Broken(Check check)
    {
        bool[] ran = new bool[200];
        ParallelLoopResult result = Parallel.For(0, ran.Length, (i, state) =>
        {
            Volatile.Write(ref ran[i], true);
            if (i == 50) state.Break();
        });
        check.Print("broken", $"{Show(result)} {ran.Take(51).All(one => one)}");
        result = Parallel.For(100, 200, new ParallelOptions { MaxDegreeOfParallelism = 1 }, (i, state) =>
        {
            if (i != 120) return;
            state.Break();
            check.Print("state", $"{state.LowestBreakIteration} {state.ShouldExitCurrentIteration} {state.IsStopped} {state.IsExceptional}");
        });
        check.Print("from 100", Show(result));
        result = Parallel.ForEach(Enumerable.Range(1000, 50), (i, state) =>
        {
            if (i == 1007) state.Break();
        });
        check.Print("item", Show(result));
        result = Parallel.For(0L, 10L, (_, state) => state.Break());
        check.True("all break", !result.IsCompleted && result.LowestBreakIteration != null);
        check.Throws<AggregateException>("stop after it", () => Parallel.For(0, 1, (_, state) =>
        {
            state.Break();
            state.Stop();
        }));
    }

    private static void Stopped(Check check)
    {
        ParallelLoopResult result = Parallel.For(0, 1000, (i, state) =>
        {
            if (i != 0) return;
            state.Stop();
            check.Print("state", $"{state.LowestBreakIteration == null} {state.ShouldExitCurrentIteration} {state.IsStopped}");
        });
        check.Print("stopped", Show(result));
        check.Print("items", Show(Parallel.ForEach([1, 2, 3], (_, state) => state.Stop())));
        try
        {
            _ = Parallel.For(0, 1, (_, state) =>
            {
                state.Stop();
                state.Break();
            });
        }
        catch (AggregateException e)
        {
            check.Print("break after it", e.InnerExceptions[0].Message);
        }
    }

    private static void Locals(Check check)
    {
        long sum = 0;
        ParallelLoopResult result = Parallel.For(0, 1000, () => 0L, (i, _, local) => local + i, local => Interlocked.Add(ref sum, local));
        check.Print("numbers", $"{Show(result)} {sum}");
        sum = 0;
        result = Parallel.ForEach(Enumerable.Range(1, 10), () => 0L, (i, _, local) => local + i, local => Interlocked.Add(ref sum, local));
        check.Print("items", $"{Show(result)} {sum}");
        int made = 0, ended = 0;
        _ = Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 1 }, () => Interlocked.Increment(ref made), (_, _, local) => local, _ => Interlocked.Increment(ref ended));
        check.True("as often", made == ended && made > 0);
    }

    private static void Failing(Check check)
    {
        try
        {
            _ = Parallel.For(0, 10, i =>
            {
                if (i == 3) throw new FormatException("three");
            });
        }
        catch (AggregateException e)
        {
            check.Print("failed", $"{e.InnerExceptions.Count} {e.InnerExceptions[0].Message} {e.Message}");
        }

        using CancellationTokenSource source = new();
        ParallelOptions options = new() { CancellationToken = source.Token, MaxDegreeOfParallelism = 2 };
        check.Throws<OperationCanceledException>("cancelled inside", () => Parallel.For(0, 100_000, options, i => source.Cancel()));
        check.Throws<OperationCanceledException>("cancelled before", () => Parallel.ForEach([1], options, _ => { }));
        IEnumerable<int> Breaking()
        {
            yield return 1;
            throw new FormatException("source");
        }

        check.Throws<AggregateException>("source fails", () => Parallel.ForEach(Breaking(), _ => { }));
        check.Throws<AggregateException>("one of several", () => Parallel.Invoke(() => { }, () => throw new FormatException("invoked")));
    }

    private static void Arguments(Check check)
    {
        check.Throws<ArgumentNullException>("no body", () => Parallel.For(0, 1, (Action<int>)null!));
        check.Throws<ArgumentNullException>("no source", () => Parallel.ForEach((IEnumerable<int>)null!, _ => { }));
        check.Throws<ArgumentNullException>("no options", () => Parallel.For(0, 1, null!, _ => { }));
        check.Throws<ArgumentNullException>("no options for items", () => Parallel.ForEach([1], null!, _ => { }));
        check.Throws<ArgumentNullException>("no actions", () => Parallel.Invoke((Action[])null!));
        check.Throws<ArgumentException>("an action is missing", () => Parallel.Invoke(() => { }, null!));
        check.Throws<ArgumentOutOfRangeException>("nobody", () => _ = new ParallelOptions { MaxDegreeOfParallelism = 0 });
    }
}
