// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

/// <summary>Loops whose iterations run on several threads.</summary>
public static partial class Parallel
{
    private static readonly ParallelOptions s_default = new();

    public static void Invoke(params Action[] actions) => Invoke(s_default, actions);

    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        parallelOptions.CancellationToken.ThrowIfCancellationRequested();
        if (Array.IndexOf(actions, null) >= 0) throw new ArgumentException("One of the actions was null.");
        _ = Loop(Counted(actions), parallelOptions, static () => 0, static (action, _, _) =>
        {
            action();
            return 0;
        }, static _ => { });
    }

    /// <summary>The items with their numbers.</summary>
    private static IEnumerable<(long Iteration, TSource Item)> Counted<TSource>(IEnumerable<TSource> source)
    {
        long iteration = 0;
        foreach (TSource item in source) yield return (iteration++, item);
    }

    private static IEnumerable<(long Iteration, long Item)> Numbers(long from, long to)
    {
        for (long number = from; number < to; number++) yield return (number, number);
    }

    /// <summary>Workers take the items in their order: when one breaks, those before it are taken already.</summary>
    private static ParallelLoopResult Loop<TItem, TLocal>(
        IEnumerable<(long Iteration, TItem Item)> items, ParallelOptions options, Func<TLocal> localInit, Func<TItem, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(options, "parallelOptions");
        CancellationToken token = options.CancellationToken;
        token.ThrowIfCancellationRequested();
        ParallelLoopFlags flags = new();
        object gate = new();
        using IEnumerator<(long Iteration, TItem Item)> source = items.GetEnumerator();
        Task[] others = new Task[Degree(options) - 1];
        for (int i = 0; i < others.Length; i++) others[i] = Task.Run(Run);
        Run();
        Task.WaitAll(others);
        if (flags.Failures.Count > 0) throw new AggregateException(flags.Failures);

        token.ThrowIfCancellationRequested();
        return flags.Result;

        void Run()
        {
            try
            {
                RunSome();
            }
            catch (Exception failure)
            {
                flags.Fail(failure);
            }
        }

        void RunSome()
        {
            if (!TryTake(out (long Iteration, TItem Item) next)) return;
            ParallelLoopState state = new(flags);
            TLocal local = localInit();
            try
            {
                do
                {
                    state.Iteration = next.Iteration;
                    local = body(next.Item, state, local);
                }
                while (TryTake(out next));
            }
            finally
            {
                localFinally(local);
            }
        }

        bool TryTake(out (long Iteration, TItem Item) next)
        {
            next = default;
            if (token.IsCancellationRequested) flags.Cancel();
            lock (gate)
            {
                if (flags.IsOver || flags.LowestBreak != null || !source.MoveNext()) return false;
                next = source.Current;
                return true;
            }
        }
    }
}
