// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>What flows along with work: execution contexts and the values in them.</summary>
internal static class ContextChecks
{
    private static readonly AsyncLocal<string> s_local = new();

    internal static void Run(Check check)
    {
        Tasks(check).GetAwaiter().GetResult();
        Methods(check).GetAwaiter().GetResult();
        Threads(check);
        Pool(check);
        Callbacks(check);
        Contexts(check);
        Suppressed(check);
        Changes(check);
        Kinds(check);
    }

    private static async Task Tasks(Check check)
    {
        s_local.Value = "outer";
        check.Print("run", await Task.Run(() => s_local.Value));
        check.Print("factory", await Task.Factory.StartNew(() => s_local.Value));
        check.Print("nested", await Task.Run(async () =>
        {
            await Task.Yield();
            s_local.Value += " inner";
            return await Task.Run(() => s_local.Value);
        }));
        check.Print("unharmed", s_local.Value);
        Task<string?> cold = new(string? () => s_local.Value);
        s_local.Value = "changed";
        cold.Start();
        check.Print("when it was made", await cold);
        Task<string?> followed = Task.CompletedTask.ContinueWith(string? (_) => s_local.Value);
        s_local.Value = "later";
        check.Print("continuation", await followed);
        TaskCompletionSource source = new();
        Task<string?> waiting = After(source.Task);
        s_local.Value = "completer";
        source.SetResult();
        check.Print("not the completer's", await waiting);
        check.Print("still", s_local.Value);
        List<string?> seen = [];
        _ = Parallel.For(0, 3, _ =>
        {
            lock (seen) seen.Add(s_local.Value);
        });
        check.Print("parallel", string.Join(" ", seen));
        s_local.Value = null!;
    }

    private static async Task<string?> After(Task task)
    {
        await task.ConfigureAwait(false);
        return s_local.Value;
    }

    private static async Task Methods(Check check)
    {
        s_local.Value = "caller";
        await Change("method");
        check.Print("the caller's own", s_local.Value);
        Task begun = Change("begun");
        check.Print("before the first await", s_local.Value);
        await begun;
        ChangeAtOnce();
        check.Print("not async", s_local.Value);
        await ChangeValue("value task");
        check.Print("value task", s_local.Value);
        await foreach (string? value in Stream()) check.Print("iterator", value);
        check.Print("after the iterator", s_local.Value);
        s_local.Value = null!;
    }

    private static async Task Change(string value)
    {
        s_local.Value = value;
        await Task.Yield();
        s_local.Value += " again";
        await Task.Delay(1);
    }

    private static async ValueTask ChangeValue(string value)
    {
        s_local.Value = value;
        await Task.Yield();
    }

    private static async IAsyncEnumerable<string?> Stream()
    {
        yield return s_local.Value;
        s_local.Value = "in the iterator";
        await Task.Yield();
        yield return s_local.Value;
    }

    private static void ChangeAtOnce() => s_local.Value = "changed at once";

    private static void Threads(Check check)
    {
        s_local.Value = "starter";
        string? seen = null;
        Thread thread = new(() =>
        {
            seen = s_local.Value;
            s_local.Value = "thread's own";
        });
        thread.Start();
        thread.Join();
        check.Print("thread", $"{seen} {s_local.Value}");
        Thread unsafeThread = new(() => seen = s_local.Value);
        unsafeThread.UnsafeStart();
        unsafeThread.Join();
        check.Print("unsafe thread", seen);
        s_local.Value = null!;
    }

    private static void Pool(Check check)
    {
        s_local.Value = "queuer";
        using ManualResetEventSlim done = new();
        string? seen = null;
        _ = ThreadPool.QueueUserWorkItem(_ =>
        {
            seen = s_local.Value;
            s_local.Value = "left behind";
            done.Set();
        });
        done.Wait();
        check.Print("pool", seen);
        int leftovers = 0;
        using CountdownEvent rest = new(50);
        for (int i = 0; i < 50; i++)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                if (s_local.Value != null) _ = Interlocked.Increment(ref leftovers);
                _ = rest.Signal();
            }, null);
        }

        rest.Wait();
        check.Print("nothing is left behind", leftovers.ToString());
        s_local.Value = null!;
    }

    private static void Callbacks(Check check)
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim done = new();
        List<string?> seen = [];
        s_local.Value = "registrar";
        using CancellationTokenRegistration first = source.Token.Register(() => seen.Add(s_local.Value));
        using CancellationTokenRegistration second = source.Token.UnsafeRegister(_ => seen.Add(s_local.Value), null);
        s_local.Value = "canceller";
        source.Cancel();
        check.Print("cancellation", string.Join(" ", seen));
        s_local.Value = "timer's";
        string? ticked = null;
        using Timer timer = new(_ =>
        {
            ticked = s_local.Value;
            done.Set();
        }, null, 1, Timeout.Infinite);
        s_local.Value = "later";
        done.Wait();
        check.Print("timer", ticked);
        s_local.Value = null!;
    }

    private static void Contexts(Check check)
    {
        s_local.Value = "first";
        ExecutionContext first = ExecutionContext.Capture()!;
        s_local.Value = "second";
        string? seen = null;
        ExecutionContext.Run(first, state =>
        {
            seen = $"{s_local.Value} {state}";
            s_local.Value = "inside";
        }, "state");
        check.Print("run", $"{seen} {s_local.Value}");
        try
        {
            ExecutionContext.Run(first, _ => throw new FormatException(), null);
        }
        catch (FormatException)
        {
            check.Print("thrown", s_local.Value);
        }

        ExecutionContext.Restore(first);
        check.Print("restored", s_local.Value);
        using (ExecutionContext copy = first.CreateCopy()) ExecutionContext.Run(copy, _ => seen = s_local.Value, null);
        check.Print("copy", seen);
        check.Throws<InvalidOperationException>("none", () => ExecutionContext.Run(null!, _ => { }, null));
        check.Throws<InvalidOperationException>("restore none", () => ExecutionContext.Restore(null!));
        s_local.Value = null!;
    }

    private static void Suppressed(Check check)
    {
        s_local.Value = "kept back";
        check.False("flows", ExecutionContext.IsFlowSuppressed());
        AsyncFlowControl control = ExecutionContext.SuppressFlow();
        check.Print("suppressed", $"{ExecutionContext.IsFlowSuppressed()} {ExecutionContext.Capture() == null} {s_local.Value}");
        check.Print("task", Task.Run(() => s_local.Value).Result ?? "nothing");
        string? seen = "";
        Thread thread = new(() => seen = s_local.Value);
        thread.Start();
        thread.Join();
        check.Print("thread", seen ?? "nothing");
        using (ExecutionContext.SuppressFlow()) check.Print("twice", ExecutionContext.IsFlowSuppressed().ToString());
        check.Print("still", ExecutionContext.IsFlowSuppressed().ToString());
        control.Undo();
        check.Print("undone", ExecutionContext.IsFlowSuppressed().ToString());
        control.Undo();
        check.Throws<InvalidOperationException>("flows already", ExecutionContext.RestoreFlow);
        check.Print("flows again", Task.Run(() => s_local.Value).Result);
        using (ExecutionContext.SuppressFlow()) s_local.Value = "changed";
        check.Print("changed meanwhile", $"{s_local.Value} {ExecutionContext.IsFlowSuppressed()}");
        s_local.Value = null!;
    }

    private static void Changes(Check check)
    {
        List<string> changes = [];
        AsyncLocal<int> local = new(e =>
        {
            lock (changes) changes.Add($"{e.PreviousValue}>{e.CurrentValue}{(e.ThreadContextChanged ? "!" : "")}");
        });
        local.Value = 1;
        local.Value = 1;
        local.Value = 2;
        ExecutionContext two = ExecutionContext.Capture()!;
        local.Value = 3;
        ExecutionContext.Run(two, _ => local.Value = 4, null);
        check.Print("changes", string.Join(" ", changes));
        changes.Clear();
        Task.Run(() => local.Value = 5).Wait();
        local.Value = 0;
        lock (changes) check.True("other threads'", changes.Contains("0>3!") && changes.Contains("3>5") && changes[^1] == "3>0");
    }

    private static void Kinds(Check check)
    {
        AsyncLocal<int> number = new();
        AsyncLocal<(int, string?)> pair = new();
        AsyncLocal<int?> maybe = new();
        check.Print("defaults", $"{number.Value} {pair.Value} {maybe.Value == null}");
        number.Value = 7;
        pair.Value = (1, "x");
        maybe.Value = 0;
        AsyncLocal<object> other = new() { Value = "other" };
        check.Print("values", Task.Run(() => $"{number.Value} {pair.Value} {maybe.Value} {other.Value}").Result);
        number.Value = 0;
        maybe.Value = null;
        other.Value = null!;
        check.Print("back", $"{number.Value} {maybe.Value == null} {other.Value == null} {pair.Value}");
    }
}
