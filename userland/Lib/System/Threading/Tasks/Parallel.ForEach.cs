// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

// Loops over whatever can be enumerated.
public static partial class Parallel
{
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body) => ForEach(source, s_default, body);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
    {
        Check(source, parallelOptions, body);
        return ForEachItem(source, parallelOptions, (item, _) => body(item));
    }

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body) => ForEach(source, s_default, body);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body)
    {
        Check(source, parallelOptions, body);
        return ForEachItem(source, parallelOptions, body);
    }

    /// <summary>With the item's number.</summary>
    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource, ParallelLoopState, long> body) => ForEach(source, s_default, body);

    public static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState, long> body)
    {
        Check(source, parallelOptions, body);
        return ForEachItem(source, parallelOptions, (item, state) => body(item, state, state.Iteration));
    }

    /// <summary>With a value for each worker, which <paramref name="localFinally"/> gets in the end.</summary>
    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        ForEach(source, s_default, localInit, body, localFinally);

    public static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        return Loop(Counted(source), parallelOptions, localInit, body, localFinally);
    }

    private static void Check(object? source, ParallelOptions? parallelOptions, Delegate? body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
    }

    private static ParallelLoopResult ForEachItem<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource, ParallelLoopState> body) =>
        Loop(Counted(source), parallelOptions, static () => 0, (item, state, _) =>
        {
            body(item, state);
            return 0;
        }, static _ => { });
}
