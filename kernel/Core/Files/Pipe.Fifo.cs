// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Files;

public sealed partial class Pipe
{
    /// <summary>Opens a FIFO (fifo(7)): each side waits for the other, unless told not to wait or open for both.</summary>
    internal static Result<OpenFile> OpenFifo(Inode inode, Path path, OpenFlags flags)
    {
        OpenFlags access = flags & OpenFlags.O_ACCMODE;
        bool isReader = access is OpenFlags.O_RDONLY or OpenFlags.O_RDWR;
        bool isWriter = access is OpenFlags.O_WRONLY or OpenFlags.O_RDWR;
        if (!isReader && !isWriter)
        {
            return Errno.EINVAL;
        }

        // A pipe without a name, opened again through /proc/self/fd, has had both ends already (Linux's fifo_open() does not wait either).
        bool nonBlocking = (flags & OpenFlags.O_NONBLOCK) != 0;
        bool waits = !nonBlocking && inode.FileSystem is not PipeFileSystem;
        Pipe pipe = inode.GetFifoPipe();
        if (isWriter && !isReader && nonBlocking && inode.FileSystem is not PipeFileSystem && !pipe.HasReaders)
        {
            return Errno.ENXIO;
        }

        int seen = pipe.Attach(isReader, isWriter);
        if (waits && isReader != isWriter)
        {
            Errno error = pipe.WaitForPeer(forWriter: isReader, seen);
            if (error != Errno.None)
            {
                _ = pipe.Detach(isReader, isWriter);
                return error;
            }
        }

        return new PipeFile(pipe, path, flags, isReader, isWriter, nonBlocking && !isWriter ? seen : 0);
    }

    /// <summary>
    /// Waits until the other side of a FIFO is open, or has been since <see cref="Attach"/> answered <paramref name="seen"/>: it may have come and
    /// gone before this looks.
    /// </summary>
    internal Errno WaitForPeer(bool forWriter, int seen)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while ((forWriter ? state.Value.Writers : state.Value.Readers) == 0
            && (forWriter ? state.Value.WriterOpenings : state.Value.ReaderOpenings) == seen)
        {
            Errno error = (forWriter ? Readable : Writable).Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }
}
