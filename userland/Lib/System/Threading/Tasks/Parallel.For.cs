// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

// Loops over numbers.
public static partial class Parallel
{
    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) => For(fromInclusive, toExclusive, s_default, body);

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body) => For(fromInclusive, toExclusive, s_default, body);

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return ForEachNumber(fromInclusive, toExclusive, parallelOptions, (number, _) => body((int)number));
    }

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return ForEachNumber(fromInclusive, toExclusive, parallelOptions, (number, _) => body(number));
    }

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body) => For(fromInclusive, toExclusive, s_default, body);

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long, ParallelLoopState> body) => For(fromInclusive, toExclusive, s_default, body);

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return ForEachNumber(fromInclusive, toExclusive, parallelOptions, (number, state) => body((int)number, state));
    }

    public static ParallelLoopResult For(long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return ForEachNumber(fromInclusive, toExclusive, parallelOptions, body);
    }

    /// <summary>With a value for each worker, which <paramref name="localFinally"/> gets in the end.</summary>
    public static ParallelLoopResult For<TLocal>(
        int fromInclusive, int toExclusive, Func<TLocal> localInit, Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        For(fromInclusive, toExclusive, s_default, localInit, body, localFinally);

    public static ParallelLoopResult For<TLocal>(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(body);
        return For(fromInclusive, (long)toExclusive, parallelOptions, localInit, (number, state, local) => body((int)number, state, local), localFinally);
    }

    public static ParallelLoopResult For<TLocal>(
        long fromInclusive, long toExclusive, Func<TLocal> localInit, Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        For(fromInclusive, toExclusive, s_default, localInit, body, localFinally);

    public static ParallelLoopResult For<TLocal>(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit, Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        return Loop(Numbers(fromInclusive, toExclusive), parallelOptions, localInit, body, localFinally);
    }

    private static ParallelLoopResult ForEachNumber(long from, long to, ParallelOptions parallelOptions, Action<long, ParallelLoopState> body) =>
        Loop(Numbers(from, to), parallelOptions, static () => 0, (number, state, _) =>
        {
            body(number, state);
            return 0;
        }, static _ => { });
}
