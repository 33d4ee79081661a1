// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Threads, and what they wait for.</summary>
internal static class ThreadChecks
{
    [ThreadStatic]
    private static int t_value;

    internal static void Run(Check check)
    {
        Life(check);
        Collections(check);
        Handles(check);
        Semaphores(check);
        Others(check);
        Cancellation(check);
        Timers(check);
        Pool(check);
        Lines(check);
    }

    /// <summary>What one call writes stays together.</summary>
    private static void Lines(Check check)
    {
        System.IO.StringWriter text = new();
        System.IO.TextWriter output = System.IO.TextWriter.Synchronized(text);
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.Length; i++)
        {
            string line = new((char)('a' + i), 50);
            writers[i] = new Thread(() =>
            {
                for (int n = 0; n < 500; n++) output.WriteLine(line);
            });
            writers[i].Start();
        }

        foreach (Thread writer in writers) writer.Join();
        int[] counts = new int[writers.Length];
        foreach (string line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == new string(line[0], 50)) counts[line[0] - 'a']++;
        }

        check.Sequence("lines", counts, 500, 500, 500, 500);
    }

    private static void Life(Check check)
    {
        string text = "";
        t_value = 5;
        Thread thread = new(() => text = $"{t_value} {Thread.CurrentThread.Name} {Thread.CurrentThread.IsBackground} {Thread.CurrentThread.IsThreadPoolThread}") { Name = "named" };
        check.Print("unstarted", $"{thread.ThreadState} {thread.IsAlive} {thread.ManagedThreadId > 0} {thread.Priority}");
        check.Throws<ThreadStateException>("join before start", () => thread.Join());
        thread.Start();
        thread.Join();
        check.Print("ran", $"{text} {thread.ThreadState} {thread.IsAlive} {t_value}");
        check.Throws<ThreadStateException>("start again", thread.Start);
        check.Throws<ThreadStateException>("background when dead", () => thread.IsBackground = true);
        check.Throws<InvalidOperationException>("parameter for none", () => new Thread(() => { }).Start(1));
        check.Throws<ArgumentNullException>("no body", () => _ = new Thread((ThreadStart)null!));
        check.Throws<ArgumentOutOfRangeException>("stack size", () => _ = new Thread(() => { }, -1));
        check.Throws<ArgumentOutOfRangeException>("sleep", () => Thread.Sleep(-2));
        object? given = null;
        Thread with = new(value => given = value);
        with.Start("given");
        check.True("join in time", with.Join(10_000));
        check.Print("parameter", (string?)given);
        using ManualResetEvent stop = new(false);
        Thread waits = new(() => stop.WaitOne()) { IsBackground = true };
        waits.Start();
        check.Print("waits", $"{waits.IsAlive} {waits.IsBackground} {waits.Join(20)}");
        stop.Set();
        waits.Join();
        check.Print("current", $"{Thread.CurrentThread.ManagedThreadId == Environment.CurrentManagedThreadId} {Thread.CurrentThread == Thread.CurrentThread}");
        int depth = 0;
        Thread deep = new(() => depth = Descend(2000), 4 * 1024 * 1024);
        deep.Start();
        deep.Join();
        check.Equal("own stack", depth, 2000);
    }

    private static int Descend(int left)
    {
        Span<byte> space = stackalloc byte[1024];
        space[left & 1023] = 1;
        return left == 0 ? 0 : Descend(left - 1) + space[left & 1023];
    }

    /// <summary>Several threads allocate, collect and share what they made.</summary>
    private static void Collections(Check check)
    {
        const int Threads = 6;
        Dictionary<int, string>[] made = new Dictionary<int, string>[Threads];
        int wrong = 0;
        Thread[] threads = new Thread[Threads];
        for (int t = 0; t < Threads; t++)
        {
            int seed = t;
            threads[t] = new Thread(() =>
            {
                Random random = new(seed);
                Dictionary<int, string> map = made[seed] = [];
                for (int i = 0; i < 20_000; i++)
                {
                    int key = random.Next(500);
                    map[key] = new string((char)('a' + (key % 26)), random.Next(100)) + key;
                    if (i % 500 == 0 && new byte[random.Next(100_000)].AsSpan().IndexOfAnyExcept((byte)0) >= 0) Interlocked.Increment(ref wrong);
                    if (i % 5000 == 0) GC.Collect();
                }
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        foreach (Dictionary<int, string> map in made)
        {
            foreach ((int key, string value) in map)
            {
                string digits = key.ToString();
                if (!value.EndsWith(digits) || value[..^digits.Length].Trim((char)('a' + (key % 26))).Length != 0) wrong++;
            }
        }

        check.Equal("collected right", wrong, 0);
        for (int i = 0; i < 300; i++)
        {
            Thread brief = new(() => GC.KeepAlive(new object[100]));
            brief.Start();
            if (i % 3 == 0) brief.Join();
        }

        check.True("many brief ones", true);
    }

    private static void Handles(Check check)
    {
        using AutoResetEvent automatic = new(true);
        using ManualResetEvent manual = new(false);
        check.Print("auto", $"{automatic.WaitOne(0)} {automatic.WaitOne(0)} {automatic.Set()} {automatic.WaitOne()} {automatic.WaitOne(10)}");
        check.Print("manual", $"{manual.WaitOne(0)} {manual.Set()} {manual.WaitOne(0)} {manual.WaitOne(0)} {manual.Reset()} {manual.WaitOne(0)}");
        check.Equal("any: none", WaitHandle.WaitAny([automatic, manual], 10), WaitHandle.WaitTimeout);
        Thread setter = new(() =>
        {
            Thread.Sleep(20);
            manual.Set();
        });
        setter.Start();
        check.Equal("any: second", WaitHandle.WaitAny([automatic, manual]), 1);
        check.False("all: not yet", WaitHandle.WaitAll([automatic, manual], 10));
        automatic.Set();
        check.True("all", WaitHandle.WaitAll([automatic, manual], 10_000));
        check.False("all took it", automatic.WaitOne(0));
        setter.Join();
        check.Throws<ArgumentNullException>("any: null", () => WaitHandle.WaitAny(null!));
        check.Throws<ArgumentException>("any: nothing", () => WaitHandle.WaitAny([]));
        using Mutex mutex = new();
        check.Print("mutex", $"{mutex.WaitOne()} {mutex.WaitOne()}");
        bool other = true;
        Thread taker = new(() => other = mutex.WaitOne(10));
        taker.Start();
        taker.Join();
        check.False("mutex of another", other);
        mutex.ReleaseMutex();
        mutex.ReleaseMutex();
        check.Throws<ApplicationException>("mutex not mine", mutex.ReleaseMutex);
        using Semaphore semaphore = new(1, 2);
        check.Print("semaphore", $"{semaphore.WaitOne(0)} {semaphore.WaitOne(0)} {semaphore.Release(2)} {semaphore.WaitOne(0)} {semaphore.Release()}");
        check.Throws<SemaphoreFullException>("semaphore full", () => semaphore.Release());
        AutoResetEvent gone = new(false);
        gone.Dispose();
        bool isRefused = false;
        try
        {
            gone.WaitOne(0);
        }
        catch (ObjectDisposedException)
        {
            isRefused = true;
        }

        check.True("disposed", isRefused);
    }

    private static void Semaphores(Check check)
    {
        using SemaphoreSlim slim = new(2, 3);
        check.Print("slim", $"{slim.Wait(0)} {slim.Wait(0)} {slim.Wait(0)} {slim.CurrentCount} {slim.Release(3)} {slim.CurrentCount}");
        check.Throws<SemaphoreFullException>("slim full", () => slim.Release());
        check.Throws<ArgumentOutOfRangeException>("slim release", () => slim.Release(0));
        using ManualResetEventSlim manual = new();
        check.Print("manual slim", $"{manual.IsSet} {manual.Wait(5)}");
        new Thread(manual.Set).Start();
        check.True("manual slim set", manual.Wait(10_000));
        using CountdownEvent countdown = new(2);
        check.Print("countdown", $"{countdown.Signal()} {countdown.CurrentCount} {countdown.TryAddCount(2)} {countdown.Signal(3)} {countdown.IsSet} {countdown.TryAddCount()}");
        check.Throws<InvalidOperationException>("countdown below", () => countdown.Signal());
        check.Throws<InvalidOperationException>("countdown add", () => countdown.AddCount());
        countdown.Reset(1);
        check.False("countdown waits", countdown.Wait(5));
    }

    private static void Others(Check check)
    {
        Lock gate = new();
        int total = 0;
        Thread[] adders = new Thread[4];
        for (int i = 0; i < adders.Length; i++)
        {
            adders[i] = new Thread(() =>
            {
                for (int n = 0; n < 10_000; n++)
                {
                    lock (gate) total++;
                }
            });
            adders[i].Start();
        }

        foreach (Thread adder in adders) adder.Join();
        check.Equal("lock", total, 40_000);
        check.False("lock is left", gate.IsHeldByCurrentThread);
        using ThreadLocal<int> local = new(() => Environment.CurrentManagedThreadId, trackAllValues: true);
        bool own = false;
        Thread asks = new(() => own = local.Value == Environment.CurrentManagedThreadId);
        asks.Start();
        asks.Join();
        check.Print("thread local", $"{own} {local.IsValueCreated} {local.Value == Environment.CurrentManagedThreadId} {local.Values.Count}");
        using ReaderWriterLockSlim many = new();
        many.EnterReadLock();
        bool read = false, wrote = true;
        Thread reader = new(() =>
        {
            read = many.TryEnterReadLock(1000);
            if (read) many.ExitReadLock();
            wrote = many.TryEnterWriteLock(10);
        });
        reader.Start();
        reader.Join();
        check.Print("readers", $"{read} {wrote} {many.CurrentReadCount} {many.IsReadLockHeld}");
        many.ExitReadLock();
        many.EnterWriteLock();
        check.Print("writer", $"{many.IsWriteLockHeld} {many.CurrentReadCount}");
        many.ExitWriteLock();
        check.Throws<SynchronizationLockException>("exit of none", many.ExitWriteLock);
        using Barrier barrier = new(3, b => total += (int)b.CurrentPhaseNumber + 1);
        total = 0;
        Thread[] meet = new Thread[3];
        for (int i = 0; i < 3; i++)
        {
            meet[i] = new Thread(() =>
            {
                for (int phase = 0; phase < 3; phase++) barrier.SignalAndWait();
            });
            meet[i].Start();
        }

        foreach (Thread one in meet) one.Join();
        check.Print("barrier", $"{total} {barrier.CurrentPhaseNumber} {barrier.ParticipantCount}");
    }

    private static void Cancellation(Check check)
    {
        List<string> log = [];
        using CancellationTokenSource source = new();
        CancellationToken token = source.Token;
        token.Register(() => log.Add("first"));
        CancellationTokenRegistration gone = token.Register(() => log.Add("gone"));
        token.Register(state => log.Add((string)state!), "second");
        check.Print("unregister", $"{gone.Unregister()} {gone.Unregister()} {token.CanBeCanceled} {CancellationToken.None.CanBeCanceled}");
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(token, CancellationToken.None);
        source.Cancel();
        source.Cancel();
        token.Register(() => log.Add("late"));
        check.Sequence("called", log, "second", "first", "late");
        check.Print("requested", $"{token.IsCancellationRequested} {linked.IsCancellationRequested} {token.WaitHandle.WaitOne(0)}");
        check.Throws<OperationCanceledException>("throws", token.ThrowIfCancellationRequested);
        using CancellationTokenSource later = new(20);
        check.True("after a time", later.Token.WaitHandle.WaitOne(10_000));
        using CancellationTokenSource failing = new();
        failing.Token.Register(() => throw new InvalidOperationException("one"));
        failing.Token.Register(() => throw new FormatException("two"));
        check.Throws<AggregateException>("failures", failing.Cancel);
        CancellationTokenSource disposed = new();
        disposed.Dispose();
        check.Throws<ObjectDisposedException>("disposed", disposed.Cancel);
        using ManualResetEventSlim never = new();
        using CancellationTokenSource soon = new(10);
        check.Throws<OperationCanceledException>("wait is cancelled", () => never.Wait(soon.Token));
        check.Print("tokens", $"{new CancellationToken(true).IsCancellationRequested} {default(CancellationToken) == CancellationToken.None} {token == source.Token}");
    }

    private static void Timers(Check check)
    {
        int count = 0;
        using CountdownEvent three = new(3);
        using Timer timer = new(_ =>
        {
            if (Interlocked.Increment(ref count) <= 3) three.Signal();
        }, null, 5, 5);
        check.True("ticks", three.Wait(10_000));
        timer.Change(Timeout.Infinite, Timeout.Infinite);
        using ManualResetEventSlim late = new();
        using Timer second = new(_ => late.Set(), null, 200, Timeout.Infinite);
        using Timer first = new(_ => count = 100, null, 10, Timeout.Infinite);
        check.True("once", late.Wait(10_000));
        check.Equal("in order", count, 100);
        check.Throws<ArgumentOutOfRangeException>("due time", () => _ = new Timer(_ => { }, null, -2, 0));
    }

    private static void Pool(Check check)
    {
        // Not disposed: who has signalled may still be in there.
        CountdownEvent done = new(100);
        bool pooled = true;
        for (int i = 0; i < 100; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                pooled &= Thread.CurrentThread.IsThreadPoolThread && Thread.CurrentThread.IsBackground;
                done.Signal();
            });
        }

        check.True("work", done.Wait(10_000));
        check.True("on pool threads", pooled);
        // More blocked pieces of work than processors: the pool grows.
        CountdownEvent all = new(Environment.ProcessorCount + 2);
        ManualResetEventSlim together = new();
        for (int i = 0; i < all.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                all.Signal();
                together.Wait();
            });
        }

        check.True("grows", all.Wait(20_000));
        together.Set();
    }
}
