// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The async forms: on the thread pool, unless a stream knows better.
public abstract partial class Stream : IAsyncDisposable
{
    public Task<int> ReadAsync(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None);

    public virtual Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        CheckRange(buffer, offset, count);
        return ReadAsync(new Memory<byte>(buffer, offset, count), cancellationToken).AsTask();
    }

    public virtual ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Task.Run(() => Read(buffer.Span)));

    public ValueTask ReadExactlyAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken = default)
    {
        CheckRange(buffer, offset, count);
        return ReadExactlyAsync(new Memory<byte>(buffer, offset, count), cancellationToken);
    }

    /// <exception cref="EndOfStreamException">The stream ended before.</exception>
    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _ = await ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: true, cancellationToken).ConfigureAwait(false);

    public async ValueTask<int> ReadAtLeastAsync(Memory<byte> buffer, int minimumBytes, bool throwOnEndOfStream = true, CancellationToken cancellationToken = default)
    {
        int total = 0;
        while (total < minimumBytes)
        {
            int count = await ReadAsync(buffer[total..], cancellationToken).ConfigureAwait(false);
            if (count == 0) return throwOnEndOfStream ? throw new EndOfStreamException() : total;

            total += count;
        }

        return total;
    }

    public Task WriteAsync(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None);

    public virtual Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        CheckRange(buffer, offset, count);
        return WriteAsync(new ReadOnlyMemory<byte>(buffer, offset, count), cancellationToken).AsTask();
    }

    public virtual ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled(cancellationToken) : new ValueTask(Task.Run(() => Write(buffer.Span)));

    public Task FlushAsync() => FlushAsync(CancellationToken.None);

    public virtual Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.Run(Flush);

    public Task CopyToAsync(Stream destination) => CopyToAsync(destination, CopyBufferSize, CancellationToken.None);

    public Task CopyToAsync(Stream destination, int bufferSize) => CopyToAsync(destination, bufferSize, CancellationToken.None);

    public Task CopyToAsync(Stream destination, CancellationToken cancellationToken) => CopyToAsync(destination, CopyBufferSize, cancellationToken);

    public virtual async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        byte[] buffer = new byte[bufferSize];
        int count;
        while ((count = await ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) != 0)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (CanWrite) await FlushAsync().ConfigureAwait(false);
        Dispose();
    }
}
