// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

// The loop whose iterations are asynchronous.
public static partial class Parallel
{
    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, Func<TSource, CancellationToken, ValueTask> body) => ForEachAsync(source, s_default, body);

    public static Task ForEachAsync<TSource>(IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TSource, CancellationToken, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        ArgumentNullException.ThrowIfNull(body);
        return Work(source.GetEnumerator(), parallelOptions, body);
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
