// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Tasks, async methods, async streams, channels.</summary>
internal static class TaskChecks
{
    internal static void Run(Check check)
    {
        Life(check);
        Failures(check);
        Combining(check);
        Continuations(check);
        Methods(check).GetAwaiter().GetResult();
        Streams(check).GetAwaiter().GetResult();
        Waiting(check).GetAwaiter().GetResult();
        Channels(check).GetAwaiter().GetResult();
        Loops(check);
    }

    private static string Show(Task task) => $"{task.Status} {task.IsCompleted} {task.IsCompletedSuccessfully} {task.IsFaulted} {task.IsCanceled}";

    private static void Life(Check check)
    {
        Task<int> task = new(() => 6 * 7);
        check.Print("created", Show(task));
        task.Start();
        check.Equal("result", task.Result, 42);
        check.Print("ran", Show(task));
        check.Throws<InvalidOperationException>("start again", task.Start);
        check.Throws<InvalidOperationException>("start a promise", new TaskCompletionSource().Task.Start);
        Task here = new(() => { });
        here.RunSynchronously();
        check.Print("synchronously", Show(here));
        check.Print("state", (string?)new Task(_ => { }, "kept").AsyncState);
        check.Print("ready", $"{Show(Task.CompletedTask)} {Task.FromResult("x").Result} {Task.Run(() => "y").Result} {Task.Run(async () => { await Task.Yield(); return "z"; }).Result}");
        check.True("pool", Task.Run(() => Thread.CurrentThread.IsThreadPoolThread).Result);
        check.False("long", Task.Factory.StartNew(() => Thread.CurrentThread.IsThreadPoolThread, TaskCreationOptions.LongRunning).Result);
        check.True("id", Task.Run(() => Task.CurrentId != null).Result && Task.CurrentId == null);
        check.Print("delay", Show(Task.Delay(10_000)) + Task.Delay(5).Wait(10_000));
        check.Throws<ArgumentOutOfRangeException>("delay", () => Task.Delay(-2));
        TaskCompletionSource<int> source = new();
        check.Print("source", $"{Show(source.Task)} {source.TrySetResult(3)} {source.TrySetResult(4)} {source.Task.Result}");
        check.Throws<InvalidOperationException>("set twice", () => source.SetResult(5));
    }

    private static void Failures(Check check)
    {
        Task failed = Task.Run(() => throw new FormatException("broken"));
        check.Throws<AggregateException>("wait", failed.Wait);
        check.Throws<FormatException>("await", () => failed.GetAwaiter().GetResult());
        check.Print("failed", $"{Show(failed)} {failed.Exception!.InnerExceptions.Count} {failed.Exception.Message}");
        using CancellationTokenSource source = new();
        source.Cancel();
        Task never = Task.Run(() => { }, source.Token);
        check.Throws<TaskCanceledException>("await cancelled", () => never.GetAwaiter().GetResult());
        check.Print("cancelled", Show(never));
        check.Throws<AggregateException>("wait cancelled", never.Wait);
        Task own = Task.Run(() => throw new OperationCanceledException(source.Token), CancellationToken.None);
        check.Print("foreign token", $"{((IAsyncResult)own).AsyncWaitHandle.WaitOne()} {Show(own)}");
        check.Print("from", $"{Show(Task.FromException(new FormatException("f")))} {Show(Task.FromCanceled(source.Token))}");
        check.Throws<ArgumentOutOfRangeException>("from no cancellation", () => Task.FromCanceled(default));
        check.Throws<AggregateException>("result of failed", () => _ = Task.FromException<int>(new FormatException("f")).Result);
        AggregateException nested = new("outer", new FormatException("a"), new AggregateException(new InvalidOperationException("b"), new TimeoutException("c")));
        check.Print("aggregate", nested.Message);
        check.Print("flat", nested.Flatten().Message);
        check.Throws<AggregateException>("handle", () => nested.Flatten().Handle(e => e is FormatException));
        check.Print("base", new AggregateException(new AggregateException(new FormatException("deep"))).GetBaseException().Message);
        check.Throws<ArgumentException>("null inside", () => _ = new AggregateException("m", [null!]));
    }

    private static void Combining(Check check)
    {
        TaskCompletionSource<int> a = new(), b = new();
        Task<int[]> all = Task.WhenAll(a.Task, b.Task);
        Task<Task<int>> any = Task.WhenAny(a.Task, b.Task);
        b.SetResult(2);
        check.Print("one of two", $"{all.IsCompleted} {any.Result == b.Task}");
        a.SetResult(1);
        check.Sequence("all", all.Result, 1, 2);
        Task mixed = Task.WhenAll(Task.FromException(new FormatException("x")), Task.FromException(new TimeoutException("y")), Task.FromCanceled(new CancellationToken(true)));
        check.Print("all failed", $"{Show(mixed)} {mixed.Exception!.Message}");
        check.Print("all cancelled", Show(Task.WhenAll(Task.CompletedTask, Task.FromCanceled(new CancellationToken(true)))));
        check.Print("none", Show(Task.WhenAll()));
        check.Throws<ArgumentException>("any of none", () => Task.WhenAny(Array.Empty<Task>()));
        check.Throws<ArgumentException>("null inside", () => Task.WhenAll(new Task[] { null! }));
        Task slow = Task.Delay(60_000);
        check.Print("wait any", $"{Task.WaitAny(slow, Task.CompletedTask)} {Task.WaitAny([slow], 5)} {Task.WaitAll([slow, Task.CompletedTask], 5)}");
        check.Throws<AggregateException>("wait all", () => Task.WaitAll(Task.FromException(new FormatException("p")), Task.FromException(new FormatException("q"))));
        check.Print("unwrap", $"{Task.Run(() => Task.Run(() => 9)).Result} {Show(Task.FromResult(Task.FromException(new FormatException("i"))).Unwrap())}");
    }

    private static void Continuations(Check check)
    {
        check.Equal("then", Task.Run(() => 1).ContinueWith(t => t.Result + 1).ContinueWith(t => t.Result * 10).Result, 20);
        Task failed = Task.FromException(new FormatException("f"));
        Task skipped = failed.ContinueWith(_ => { }, TaskContinuationOptions.OnlyOnRanToCompletion);
        ((IAsyncResult)skipped).AsyncWaitHandle.WaitOne();
        check.Print("skipped", Show(skipped));
        check.Print("on failure", failed.ContinueWith(t => t.Exception!.InnerException!.Message, TaskContinuationOptions.OnlyOnFaulted).Result);
        int thread = 0;
        Task.CompletedTask.ContinueWith(_ => thread = Environment.CurrentManagedThreadId, TaskContinuationOptions.ExecuteSynchronously).Wait();
        check.True("synchronously", thread == Environment.CurrentManagedThreadId);
        // A long chain completes without a deep stack.
        TaskCompletionSource<int> first = new();
        Task<int> last = first.Task;
        for (int i = 0; i < 20_000; i++) last = Next(last);
        first.SetResult(0);
        check.Equal("long chain", last.Result, 20_000);
    }

    private static async Task<int> Next(Task<int> before) => await before + 1;

    private static async Task Methods(Check check)
    {
        List<string> log = [];
        Task<int> running = Steps(log, 3);
        log.Add("back");
        check.Equal("result", await running, 3);
        log.Sort(StringComparer.Ordinal);
        check.Sequence("steps", log, "back", "finally", "step 0", "step 1", "step 2");
        try
        {
            await Throws();
        }
        catch (FormatException e)
        {
            await Task.Yield();
            check.Print("caught", e.Message);
            check.True("trace", e.StackTrace!.Contains("Throws"));
        }

        Task cancelled = Cancelled();
        await cancelled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        check.Print("cancelled", Show(cancelled));
        check.Equal("value task at once", await Maybe(false), 5);
        check.Equal("value task later", await Maybe(true), 6);
        await Nothing();
        await using (new Closes(log))
        {
            log.Clear();
        }

        check.Sequence("await using", log, "closed");
        check.Equal("generic", await Generic("text"), "text");
        check.Equal("struct", (await Generic((1, "two"))).Item2, "two");
        await Task.Run(() => { }).ConfigureAwait(false);
        Func<int, Task<int>> lambda = async x => await Task.FromResult(x) + 1;
        check.Equal("lambda", await lambda(1), 2);
        int sum = 0;
        for (int i = 0; i < 1000; i++) sum += await Maybe(i % 3 == 0);
        check.Equal("many", sum, 5334);
    }

    private static async Task<int> Steps(List<string> log, int count)
    {
        int i = 0;
        try
        {
            for (; i < count; i++)
            {
                await Task.Delay(1);
                lock (log) log.Add("step " + i);
            }
        }
        finally
        {
            lock (log) log.Add("finally");
        }

        return i;
    }

    private static async Task Throws()
    {
        await Task.Yield();
        throw new FormatException("thrown later");
    }

    private static async Task Cancelled()
    {
        await Task.Yield();
        throw new OperationCanceledException();
    }

    private static async ValueTask<int> Maybe(bool later)
    {
        if (!later) return 5;
        await Task.Yield();
        return 6;
    }

    private static async ValueTask Nothing() => await Task.Yield();

    private static async Task<T> Generic<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    private sealed class Closes(List<string> log) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            log.Add("closed");
        }
    }

    private static async Task Streams(Check check)
    {
        List<int> seen = [];
        await foreach (int i in Count(5)) seen.Add(i);
        check.Sequence("stream", seen, 0, 1, 2, 3, 4);
        using CancellationTokenSource source = new();
        try
        {
            await foreach (int i in Count(100, source.Token))
            {
                if (i == 2) source.Cancel();
            }
        }
        catch (OperationCanceledException e)
        {
            check.Print("cancelled", e.GetType().Name);
        }

        await foreach (int i in Count(10))
        {
            if (i == 1) break;
        }

        List<int> each = [];
        await foreach (Task<int> task in Task.WhenEach(Task.FromResult(1), Task.FromResult(2))) each.Add(await task);
        check.Sequence("each", each, 1, 2);
    }

    private static async IAsyncEnumerable<int> Count(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Delay(1, token);
            yield return i;
        }
    }

    private static async Task Waiting(Check check)
    {
        TaskCompletionSource<int> never = new();
        try
        {
            await never.Task.WaitAsync(TimeSpan.FromMilliseconds(5));
        }
        catch (TimeoutException e)
        {
            check.Print("timed out", e.Message);
        }

        check.Equal("in time", await Task.Run(() => 8).WaitAsync(TimeSpan.FromSeconds(20)), 8);
        using SemaphoreSlim slim = new(1);
        await slim.WaitAsync();
        Task<bool> second = slim.WaitAsync(20_000);
        check.Print("slim", $"{second.IsCompleted} {await slim.WaitAsync(1)}");
        slim.Release();
        check.True("slim passed on", await second);
        using CancellationTokenSource source = new(5);
        try
        {
            await slim.WaitAsync(source.Token);
        }
        catch (OperationCanceledException e)
        {
            check.Print("slim cancelled", e.GetType().Name);
        }

        using PeriodicTimer periodic = new(TimeSpan.FromMilliseconds(2));
        int ticks = 0;
        while (await periodic.WaitForNextTickAsync() && ++ticks < 3)
        {
        }

        periodic.Dispose();
        check.Print("periodic", $"{ticks} {await periodic.WaitForNextTickAsync()}");
    }

    private static async Task Channels(Check check)
    {
        Channel<int> open = Channel.CreateUnbounded<int>();
        Task<int> sum = Task.Run(async () =>
        {
            int total = 0;
            await foreach (int item in open.Reader.ReadAllAsync()) total += item;
            return total;
        });
        for (int i = 0; i < 1000; i++) await open.Writer.WriteAsync(i);
        check.Print("complete", $"{open.Writer.TryComplete()} {open.Writer.TryComplete()} {open.Writer.TryWrite(1)}");
        check.Equal("sum", await sum, 499_500);
        await open.Reader.Completion;
        check.False("no more", await open.Reader.WaitToReadAsync());
        try
        {
            await open.Reader.ReadAsync();
        }
        catch (ChannelClosedException e)
        {
            check.Print("closed", e.Message);
        }

        Channel<int> narrow = Channel.CreateBounded<int>(2);
        check.Print("narrow", $"{narrow.Writer.TryWrite(1)} {narrow.Writer.TryWrite(2)} {narrow.Writer.TryWrite(3)} {narrow.Reader.Count}");
        ValueTask third = narrow.Writer.WriteAsync(3);
        check.False("waits", third.IsCompleted);
        check.Equal("read", await narrow.Reader.ReadAsync(), 1);
        await third;
        check.Print("then", $"{narrow.Reader.TryPeek(out int peeked)} {peeked} {narrow.Reader.TryRead(out int two)} {two} {narrow.Reader.TryRead(out int three)} {three} {narrow.Reader.TryRead(out _)}");
        narrow.Writer.Complete(new FormatException("why"));
        check.Throws<FormatException>("fault", () => narrow.Reader.Completion.GetAwaiter().GetResult());
        foreach (BoundedChannelFullMode mode in new[] { BoundedChannelFullMode.DropOldest, BoundedChannelFullMode.DropNewest, BoundedChannelFullMode.DropWrite })
        {
            Channel<int> dropping = Channel.CreateBounded<int>(new BoundedChannelOptions(2) { FullMode = mode });
            for (int i = 0; i < 4; i++) dropping.Writer.TryWrite(i);
            dropping.Writer.Complete();
            List<int> left = [];
            await foreach (int item in dropping.Reader.ReadAllAsync()) left.Add(item);
            check.Print(mode.ToString(), string.Join(",", left));
        }

        Channel<int> shared = Channel.CreateBounded<int>(3);
        Task<int>[] consumers = new Task<int>[3];
        for (int c = 0; c < consumers.Length; c++)
        {
            consumers[c] = Task.Run(async () =>
            {
                int total = 0;
                while (await shared.Reader.WaitToReadAsync())
                {
                    while (shared.Reader.TryRead(out int item)) total += item;
                }

                return total;
            });
        }

        await Task.WhenAll(Task.Run(() => Produce(shared.Writer, 0)), Task.Run(() => Produce(shared.Writer, 1000)));
        shared.Writer.Complete();
        int[] totals = await Task.WhenAll(consumers);
        check.Equal("shared", totals[0] + totals[1] + totals[2], 749_500);
    }

    private static async Task Produce(ChannelWriter<int> writer, int start)
    {
        for (int i = start; i < start + 500; i++)
        {
            while (!writer.TryWrite(i)) await writer.WaitToWriteAsync();
        }
    }

    private static void Loops(Check check)
    {
        int[] squares = new int[1000];
        ParallelLoopResult loop = Parallel.For(0, squares.Length, i => squares[i] = i * i);
        check.Print("for", $"{loop.IsCompleted} {squares[999]} {Array.IndexOf(squares, 0, 1)}");
        int sum = 0;
        Parallel.ForEach(squares, new ParallelOptions { MaxDegreeOfParallelism = 2 }, s => Interlocked.Add(ref sum, s % 7));
        int expected = 0;
        foreach (int s in squares) expected += s % 7;
        check.Equal("foreach", sum, expected);
        int ran = 0;
        Parallel.Invoke(() => Interlocked.Increment(ref ran), () => Interlocked.Add(ref ran, 10));
        check.Equal("invoke", ran, 11);
        check.Throws<AggregateException>("failure", () => Parallel.For(0, 1, _ => throw new FormatException("in a loop")));
    }
}
