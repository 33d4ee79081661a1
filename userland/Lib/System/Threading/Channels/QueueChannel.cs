// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace System.Threading.Channels;

/// <summary>A channel over a queue; whoever waits is told when something has changed, and looks again.</summary>
internal sealed class QueueChannel<T> : Channel<T>
{
    private readonly object _gate = new();
    private readonly LinkedList<T> _items = new();
    private readonly List<TaskCompletionSource<bool>> _readers = [];
    private readonly List<TaskCompletionSource<bool>> _writers = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _capacity;
    private readonly BoundedChannelFullMode _mode;
    private readonly Action<T>? _itemDropped;
    private Exception? _error;
    private bool _isClosed;

    internal QueueChannel(int capacity, BoundedChannelFullMode mode, Action<T>? itemDropped)
    {
        _capacity = capacity;
        _mode = mode;
        _itemDropped = itemDropped;
        Reader = new QueueReader(this);
        Writer = new QueueWriter(this);
    }

    private bool TryRead([MaybeNullWhen(false)] out T item, bool isTaken)
    {
        lock (_gate)
        {
            if (_items.First is not { } first)
            {
                item = default;
                return false;
            }

            item = first.Value;
            if (!isTaken) return true;

            _items.RemoveFirst();
            Wake(_writers, true);
            if (_isClosed && _items.Count == 0) End();
            return true;
        }
    }

    private bool TryWrite(T item)
    {
        T dropped = item;
        lock (_gate)
        {
            if (_isClosed) return false;

            bool isFull = _items.Count == _capacity;
            if (isFull && _mode == BoundedChannelFullMode.Wait) return false;

            if (isFull && _mode != BoundedChannelFullMode.DropWrite)
            {
                LinkedListNode<T> node = _mode == BoundedChannelFullMode.DropOldest ? _items.First! : _items.Last!;
                dropped = node.Value;
                _items.Remove(node);
            }

            if (!isFull || _mode != BoundedChannelFullMode.DropWrite) _ = _items.AddLast(item);
            Wake(_readers, true);
            if (!isFull) return true;
        }

        _itemDropped?.Invoke(dropped);
        return true;
    }

    private bool TryComplete(Exception? error)
    {
        lock (_gate)
        {
            if (_isClosed) return false;

            _isClosed = true;
            _error = error;
            Wake(_writers, false);
            if (_items.Count == 0) End();
            return true;
        }
    }

    /// <summary>Closed and empty: for readers it is over.</summary>
    private void End()
    {
        if (_error is OperationCanceledException cancelled) _ = _completion.TrySetCanceled(cancelled.CancellationToken);
        else if (_error != null) _ = _completion.TrySetException(_error);
        else _ = _completion.TrySetResult();
        Wake(_readers, false);
    }

    private void Wake(List<TaskCompletionSource<bool>> waiting, bool answer)
    {
        foreach (TaskCompletionSource<bool> one in waiting)
        {
            if (!answer && _error != null) _ = one.TrySetException(_error);
            else _ = one.TrySetResult(answer);
        }

        waiting.Clear();
    }

    /// <summary>With the lock held: an answer at once, or the promise of one.</summary>
    private ValueTask<bool> Answer(bool isReady, bool isOver, List<TaskCompletionSource<bool>> waiting, CancellationToken token)
    {
        if (token.IsCancellationRequested) return ValueTask.FromCanceled<bool>(token);
        if (isReady) return new ValueTask<bool>(true);
        if (isOver) return _error == null ? new ValueTask<bool>(false) : ValueTask.FromException<bool>(_error);

        TaskCompletionSource<bool> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add(source);
        return new ValueTask<bool>(token.CanBeCanceled ? Cancellable(source, waiting, token) : source.Task);
    }

    private async Task<bool> Cancellable(TaskCompletionSource<bool> source, List<TaskCompletionSource<bool>> waiting, CancellationToken token)
    {
        using CancellationTokenRegistration registration = token.Register(() =>
        {
            lock (_gate) _ = waiting.Remove(source);
            _ = source.TrySetCanceled(token);
        });
        return await source.Task.ConfigureAwait(false);
    }

    private sealed class QueueReader(QueueChannel<T> channel) : ChannelReader<T>
    {
        public override bool CanCount => true;

        public override bool CanPeek => true;

        public override int Count
        {
            get
            {
                lock (channel._gate) return channel._items.Count;
            }
        }

        public override Task Completion => channel._completion.Task;

        public override bool TryRead([MaybeNullWhen(false)] out T item) => channel.TryRead(out item, isTaken: true);

        public override bool TryPeek([MaybeNullWhen(false)] out T item) => channel.TryRead(out item, isTaken: false);

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
        {
            lock (channel._gate) return channel.Answer(channel._items.Count > 0, channel._isClosed, channel._readers, cancellationToken);
        }

        public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return await base.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error == channel._error)
            {
                throw new ChannelClosedException(error);
            }
        }
    }

    private sealed class QueueWriter(QueueChannel<T> channel) : ChannelWriter<T>
    {
        public override bool TryComplete(Exception? error = null) => channel.TryComplete(error);

        public override bool TryWrite(T item) => channel.TryWrite(item);

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
        {
            lock (channel._gate)
            {
                bool hasRoom = !channel._isClosed && (channel._items.Count < channel._capacity || channel._mode != BoundedChannelFullMode.Wait);
                return channel.Answer(hasRoom, channel._isClosed, channel._writers, cancellationToken);
            }
        }
    }
}
