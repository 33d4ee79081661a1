// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

public class ParallelOptions
{
    private int _degree = -1;

    public CancellationToken CancellationToken { get; set; }

    /// <summary>How many threads work at a time; -1 for as many as there are processors.</summary>
    public int MaxDegreeOfParallelism
    {
        get => _degree;
        set
        {
            if (value is 0 or < -1) throw new ArgumentOutOfRangeException(nameof(MaxDegreeOfParallelism));

            _degree = value;
        }
    }
}

public readonly struct ParallelLoopResult
{
    public bool IsCompleted { get; internal init; }
}

/// <summary>What an iteration can tell its loop: to stop.</summary>
public sealed class ParallelLoopState
{
    internal ParallelLoopState()
    {
    }

    public bool IsStopped { get; private set; }

    public bool IsExceptional { get; internal set; }

    public bool ShouldExitCurrentIteration => IsStopped || IsExceptional;

    public void Stop() => IsStopped = true;
}

/// <summary>Loops whose iterations run on several threads.</summary>
public static class Parallel
{
    private static readonly ParallelOptions s_default = new();

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) => For(fromInclusive, toExclusive, s_default, body);

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Loop(Numbers(fromInclusive, toExclusive), parallelOptions, (number, _) => body((int)number));
    }

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Loop(Numbers(fromInclusive, toExclusive), s_default, (number, state) => body((int)number, state));
    }

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Loop(Numbers(fromInclusive, toExclusive), s_default, (number, _) => body(number));
    }

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body) => ForEach(source, s_default, body);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        return Loop(source, parallelOptions, (item, _) => body(item));
    }

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        return Loop(source, s_default, body);
    }

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) => ForEachAsync(source, s_default, body);

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        ArgumentNullException.ThrowIfNull(body);
        return Work(source.GetEnumerator(), parallelOptions, body);
    }

    public static void Invoke(params Action[] actions) => Invoke(s_default, actions);

    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        _ = Loop(actions, parallelOptions, (action, _) => action());
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (long number = from; number < to; number++) yield return number;
    }

    private static ParallelLoopResult Loop<TItem>(IEnumerable<TItem> items, ParallelOptions options, Action<TItem, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.CancellationToken.ThrowIfCancellationRequested();
        using IEnumerator<TItem> source = items.GetEnumerator();
        ParallelLoopState state = new();
        List<Exception> failures = [];
        Task[] others = new Task[Degree(options) - 1];
        for (int i = 0; i < others.Length; i++) others[i] = Task.Run(Run);
        Run();
        Task.WaitAll(others);
        if (failures.Count > 0) throw new AggregateException(failures);

        options.CancellationToken.ThrowIfCancellationRequested();
        return new ParallelLoopResult { IsCompleted = !state.ShouldExitCurrentIteration };

        void Run()
        {
            while (!state.ShouldExitCurrentIteration && !options.CancellationToken.IsCancellationRequested)
            {
                TItem item;
                lock (failures)
                {
                    if (!source.MoveNext()) return;

                    item = source.Current;
                }

                try
                {
                    body(item, state);
                }
                catch (Exception failure)
                {
                    lock (failures) failures.Add(failure);
                    state.IsExceptional = true;
                }
            }
        }
    }

    private static async Task Work<TSource>(IEnumerator<TSource> source, ParallelOptions options, Func<TSource, CancellationToken, ValueTask> body)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        object gate = new();
        Task[] workers = new Task[Degree(options)];
        for (int i = 0; i < workers.Length; i++) workers[i] = Task.Run(One);
        try
        {
            await Task.WhenAll(workers).ConfigureAwait(false);
        }
        finally
        {
            source.Dispose();
        }

        async Task One()
        {
            try
            {
                while (true)
                {
                    TSource item;
                    stop.Token.ThrowIfCancellationRequested();
                    lock (gate)
                    {
                        if (!source.MoveNext()) return;

                        item = source.Current;
                    }

                    await body(item, stop.Token).ConfigureAwait(false);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }

    private static int Degree(ParallelOptions options) => options.MaxDegreeOfParallelism < 0 ? Environment.ProcessorCount : options.MaxDegreeOfParallelism;
}
