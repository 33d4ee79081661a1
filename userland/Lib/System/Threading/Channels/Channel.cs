// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace System.Threading.Channels;

/// <summary>Makes channels.</summary>
public static class Channel
{
    public static Channel<T> CreateUnbounded<T>() => new QueueChannel<T>(int.MaxValue, BoundedChannelFullMode.Wait, null);

    public static Channel<T> CreateUnbounded<T>(UnboundedChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueueChannel<T>(int.MaxValue, BoundedChannelFullMode.Wait, null);
    }

    public static Channel<T> CreateBounded<T>(int capacity) => CreateBounded<T>(new BoundedChannelOptions(capacity));

    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options) => CreateBounded<T>(options, null);

    /// <param name="itemDropped">Is told of each item that the full mode drops.</param>
    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options, Action<T>? itemDropped)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueueChannel<T>(options.Capacity, options.FullMode, itemDropped);
    }
}

/// <summary>A queue between those that write into it and those that read.</summary>
public abstract class Channel<TWrite, TRead>
{
    public ChannelReader<TRead> Reader { get; protected set; } = null!;

    public ChannelWriter<TWrite> Writer { get; protected set; } = null!;

    public static implicit operator ChannelReader<TRead>(Channel<TWrite, TRead> channel) => channel.Reader;

    public static implicit operator ChannelWriter<TWrite>(Channel<TWrite, TRead> channel) => channel.Writer;
}

public abstract class Channel<T> : Channel<T, T>;

public abstract class ChannelReader<T>
{
    public virtual bool CanCount => false;

    public virtual bool CanPeek => false;

    public virtual int Count => throw new NotSupportedException();

    /// <summary>Complete when nothing will ever be read any more.</summary>
    public virtual Task Completion => new TaskCompletionSource().Task;

    public abstract bool TryRead([MaybeNullWhen(false)] out T item);

    public virtual bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        item = default;
        return false;
    }

    /// <summary>True when there is something to read, false when there never will be.</summary>
    public abstract ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default);

    public virtual async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(out T? item)) return item;
        }

        throw new ChannelClosedException();
    }

    public virtual async IAsyncEnumerable<T> ReadAllAsync([Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead(out T? item)) yield return item;
        }
    }
}

public abstract class ChannelWriter<T>
{
    public virtual bool TryComplete(Exception? error = null) => false;

    public void Complete(Exception? error = null)
    {
        if (!TryComplete(error)) throw new ChannelClosedException();
    }

    public abstract bool TryWrite(T item);

    /// <summary>True when there is room, false when there never will be.</summary>
    public abstract ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default);

    public virtual async ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
    {
        while (await WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryWrite(item)) return;
        }

        throw new ChannelClosedException();
    }
}

public class ChannelClosedException : InvalidOperationException
{
    public ChannelClosedException()
        : base("The channel has been closed.")
    {
    }

    public ChannelClosedException(string? message)
        : base(message)
    {
    }

    public ChannelClosedException(Exception? innerException)
        : base("The channel has been closed.", innerException)
    {
    }
}
