// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// Pipes and terminals are waited for by the event loop; files keep a thread of the pool busy for the moment that they take.
public partial class FileStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckOpen();
        if (CanRead && _readPosition == _readLength)
        {
            if (CanSeek) return await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);

            FlushWrites();
            await EventLoop.WaitToRead(_descriptor, cancellationToken).ConfigureAwait(false);
        }

        return Read(buffer.Span);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckOpen();
        if (CanWrite && buffer.Length > _buffer.Length - _writeLength)
        {
            if (!CanSeek) await EventLoop.WaitToWrite(_descriptor, cancellationToken).ConfigureAwait(false);
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        Write(buffer.Span);
    }
}
