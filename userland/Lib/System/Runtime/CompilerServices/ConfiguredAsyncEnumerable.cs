// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace System.Runtime.CompilerServices;

/// <summary>What <c>await foreach</c> uses of <c>source.WithCancellation(token)</c>.</summary>
public readonly struct ConfiguredCancelableAsyncEnumerable<T>
{
    private readonly IAsyncEnumerable<T> _source;
    private readonly CancellationToken _token;

    internal ConfiguredCancelableAsyncEnumerable(IAsyncEnumerable<T> source, CancellationToken token)
    {
        _source = source;
        _token = token;
    }

    public ConfiguredCancelableAsyncEnumerable<T> ConfigureAwait(bool continueOnCapturedContext) => this;

    public ConfiguredCancelableAsyncEnumerable<T> WithCancellation(CancellationToken cancellationToken) => new(_source, cancellationToken);

    public Enumerator GetAsyncEnumerator() => new(_source.GetAsyncEnumerator(_token));

    public readonly struct Enumerator
    {
        private readonly IAsyncEnumerator<T> _enumerator;

        internal Enumerator(IAsyncEnumerator<T> enumerator) => _enumerator = enumerator;

        public T Current => _enumerator.Current;

        public ConfiguredValueTaskAwaitable<bool> MoveNextAsync() => _enumerator.MoveNextAsync().ConfigureAwait(false);

        public ConfiguredValueTaskAwaitable DisposeAsync() => _enumerator.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>What <c>await using</c> uses of <c>source.ConfigureAwait(…)</c>.</summary>
public readonly struct ConfiguredAsyncDisposable
{
    private readonly IAsyncDisposable _source;

    internal ConfiguredAsyncDisposable(IAsyncDisposable source) => _source = source;

    public ConfiguredValueTaskAwaitable DisposeAsync() => _source.DisposeAsync().ConfigureAwait(false);
}
