// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace System.IO;

// The async forms, on the thread pool; what is wrong with an argument shows at once.
public static partial class RandomAccess
{
    public static ValueTask<int> ReadAsync(SafeFileHandle handle, Memory<byte> buffer, long fileOffset, CancellationToken cancellationToken = default)
    {
        Check(handle, fileOffset, isSeekable: false);
        return new ValueTask<int>(Task.Run(() => ReadSome(handle, buffer.Span, fileOffset), cancellationToken));
    }

    public static ValueTask<long> ReadAsync(SafeFileHandle handle, IReadOnlyList<Memory<byte>> buffers, long fileOffset, CancellationToken cancellationToken = default)
    {
        Check(handle, fileOffset, isSeekable: false);
        ArgumentNullException.ThrowIfNull(buffers);
        return new ValueTask<long>(Task.Run(() => Read(handle, buffers, fileOffset), cancellationToken));
    }

    public static ValueTask WriteAsync(SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long fileOffset, CancellationToken cancellationToken = default)
    {
        Check(handle, fileOffset, isSeekable: false);
        return new ValueTask(Task.Run(() => WriteAll(handle, buffer.Span, fileOffset), cancellationToken));
    }

    public static ValueTask WriteAsync(SafeFileHandle handle, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long fileOffset, CancellationToken cancellationToken = default)
    {
        Check(handle, fileOffset, isSeekable: false);
        ArgumentNullException.ThrowIfNull(buffers);
        return new ValueTask(Task.Run(() => Write(handle, buffers, fileOffset), cancellationToken));
    }
}
