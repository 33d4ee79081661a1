// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Opening, closing, positioning and the state of streams.</summary>
public static unsafe partial class C
{
    public const int EOF = -1;

    [RuntimeExport("fopen")]
    public static FILE* fopen(byte* path, byte* mode)
    {
        if (!ParseMode(mode, out OpenFlags flags))
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        long fd = Error.Answer(Syscall.Invoke(SystemCall.open, (long)path, (long)flags, 0x1B6));
        if (fd < 0)
        {
            return null;
        }

        FILE* file = NewFile((int)fd, flags);
        if (file == null)
        {
            _ = Syscall.Invoke(SystemCall.close, fd);
        }

        return file;
    }

    [RuntimeExport("fdopen")]
    public static FILE* fdopen(int fd, byte* mode)
    {
        if (!ParseMode(mode, out OpenFlags flags))
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        long status = Error.Answer(Syscall.Invoke(SystemCall.fcntl, fd, (long)FcntlCommand.F_GETFL));
        if (status < 0)
        {
            return null;
        }

        if ((flags & OpenFlags.O_APPEND) != 0 && (status & (long)OpenFlags.O_APPEND) == 0)
        {
            _ = Syscall.Invoke(SystemCall.fcntl, fd, (long)FcntlCommand.F_SETFL, status | (long)OpenFlags.O_APPEND);
        }

        return NewFile(fd, flags);
    }

    [RuntimeExport("freopen")]
    public static FILE* freopen(byte* path, byte* mode, FILE* file)
    {
        StreamLock.Enter(file);
        FILE* result = Reopen(path, mode, file);
        StreamLock.Leave(file);
        if (result == null)
        {
            int error = Error.Current;
            _ = fclose(file);
            Error.Current = error;
        }

        return result;
    }

    private static FILE* Reopen(byte* path, byte* mode, FILE* file)
    {
        _ = StreamCore.Flush(file);
        file->Flags &= ~(FileFlags.EndOfFile | FileFlags.Error);
        if (!ParseMode(mode, out OpenFlags flags) || path == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        long fd = Error.Answer(Syscall.Invoke(SystemCall.open, (long)path, (long)flags, 0x1B6));
        if (fd < 0)
        {
            return null;
        }

        if (fd != file->Descriptor)
        {
            long close = (long)(flags & OpenFlags.O_CLOEXEC);
            _ = Syscall.Invoke(SystemCall.dup3, fd, file->Descriptor, close);
            _ = Syscall.Invoke(SystemCall.close, fd);
        }

        file->Flags = (file->Flags & ~(FileFlags.CanRead | FileFlags.CanWrite | FileFlags.Append | FileFlags.Bytewise)) | ToFileFlags(flags);
        file->Orientation = 0;
        return file;
    }

    [RuntimeExport("fclose")]
    public static int fclose(FILE* file)
    {
        StreamLock.Enter(file);
        int result = StreamCore.Flush(file);
        if (file->Has(FileFlags.Standard))
        {
            result |= CloseDevice(file);
            file->Flags &= ~(FileFlags.CanRead | FileFlags.CanWrite);
            file->Descriptor = -1;
            StreamLock.Leave(file);
            return result;
        }

        StreamLock.Leave(file);
        // First, for once it is closed its descriptor may be another's: popen has its children close those of the list.
        StreamCore.Unregister(file);
        result |= CloseDevice(file);
        free(file);
        return result;
    }

    private static int CloseDevice(FILE* file) => Error.Answer(StreamDevice.Close(file)) < 0 ? EOF : 0;

    [RuntimeExport("fflush")]
    public static int fflush(FILE* file)
    {
        if (file == null)
        {
            return StreamCore.FlushAll();
        }

        StreamLock.Enter(file);
        int result = StreamCore.Flush(file);
        StreamLock.Leave(file);
        return result;
    }

    [RuntimeExport("fileno")]
    public static int fileno(FILE* file) => file->Descriptor >= 0 ? file->Descriptor : Error.Set(Errno.EBADF);

    [RuntimeExport("feof")]
    public static int feof(FILE* file) => Bool(file->Has(FileFlags.EndOfFile));

    [RuntimeExport("ferror")]
    public static int ferror(FILE* file) => Bool(file->Has(FileFlags.Error));

    [RuntimeExport("clearerr")]
    public static void clearerr(FILE* file) => file->Flags &= ~(FileFlags.EndOfFile | FileFlags.Error);

    [RuntimeExport("fseek")]
    public static int fseek(FILE* file, long offset, int whence)
    {
        StreamLock.Enter(file);
        int result = SeekTo(file, offset, whence);
        StreamLock.Leave(file);
        return result;
    }

    private static int SeekTo(FILE* file, long offset, int whence)
    {
        if (whence is < 0 or > 2)
        {
            return Error.Set(Errno.EINVAL);
        }

        if (file->WriteEnd != null && StreamCore.Flush(file) < 0)
        {
            return -1;
        }

        if (whence == (int)SeekWhence.SEEK_CUR)
        {
            offset -= file->ReadEnd - file->ReadPosition;
        }

        if (Error.Answer(StreamDevice.Seek(file, offset, whence)) < 0)
        {
            return -1;
        }

        file->ReadPosition = null;
        file->ReadEnd = null;
        file->Flags &= ~FileFlags.EndOfFile;
        return 0;
    }

    [RuntimeExport("fseeko")]
    public static int fseeko(FILE* file, long offset, int whence) => fseek(file, offset, whence);

    [RuntimeExport("ftell")]
    public static long ftell(FILE* file)
    {
        StreamLock.Enter(file);
        long result = TellPosition(file);
        StreamLock.Leave(file);
        return result;
    }

    private static long TellPosition(FILE* file)
    {
        bool isAppending = file->Has(FileFlags.Append) && file->WriteEnd != null && file->WritePosition != file->Buffer;
        int whence = (int)(isAppending ? SeekWhence.SEEK_END : SeekWhence.SEEK_CUR);
        long position = Error.Answer(StreamDevice.Seek(file, 0, whence));
        if (position < 0)
        {
            return -1;
        }

        return file->WriteEnd != null ? position + (file->WritePosition - file->Buffer) : position - (file->ReadEnd - file->ReadPosition);
    }

    [RuntimeExport("ftello")]
    public static long ftello(FILE* file) => ftell(file);

    [RuntimeExport("rewind")]
    public static void rewind(FILE* file)
    {
        _ = fseek(file, 0, (int)SeekWhence.SEEK_SET);
        file->Flags &= ~FileFlags.Error;
    }

    [RuntimeExport("fgetpos")]
    public static int fgetpos(FILE* file, long* position)
    {
        *position = ftell(file);
        return *position < 0 ? -1 : 0;
    }

    [RuntimeExport("fsetpos")]
    public static int fsetpos(FILE* file, long* position) => fseek(file, *position, (int)SeekWhence.SEEK_SET);

    [RuntimeExport("setvbuf")]
    public static int setvbuf(FILE* file, byte* buffer, int mode, nuint size)
    {
        const int Full = 0;
        const int Line = 1;
        const int None = 2;
        if (mode is < Full or > None)
        {
            return Error.Set(Errno.EINVAL);
        }

        file->Flags &= ~(FileFlags.LineBuffered | FileFlags.Unbuffered | FileFlags.AskTerminal);
        file->Flags |= mode == Line ? FileFlags.LineBuffered : mode == None ? FileFlags.Unbuffered : FileFlags.None;

        // A buffer of the caller's gives its first bytes to ungetc.
        if (mode != None && buffer != null && size > FILE.PushbackSize)
        {
            file->Buffer = buffer + FILE.PushbackSize;
            file->BufferSize = size - FILE.PushbackSize;
        }

        return 0;
    }

    [RuntimeExport("setbuf")]
    public static void setbuf(FILE* file, byte* buffer) => setvbuf(file, buffer, buffer == null ? 2 : 0, 8192);

    [RuntimeExport("setbuffer")]
    public static void setbuffer(FILE* file, byte* buffer, nuint size) => setvbuf(file, buffer, buffer == null ? 2 : 0, size);

    [RuntimeExport("setlinebuf")]
    public static void setlinebuf(FILE* file) => setvbuf(file, null, 1, 0);

    [RuntimeExport("remove")]
    public static int remove(byte* path)
    {
        long answer = Syscall.Invoke(SystemCall.unlink, (long)path);
        if (answer == -(long)Errno.EISDIR)
        {
            answer = Syscall.Invoke(SystemCall.rmdir, (long)path);
        }

        return (int)Error.Answer(answer);
    }

    /// <summary>A file without a name, open for update.</summary>
    [RuntimeExport("tmpfile")]
    public static FILE* tmpfile()
    {
        byte* path = stackalloc byte[20];
        "/tmp/skiftXXXXXX\0"u8.CopyTo(new System.Span<byte>(path, 20));
        int fd = mkstemp(path);
        if (fd < 0)
        {
            return null;
        }

        _ = Syscall.Invoke(SystemCall.unlink, (long)path);
        return NewFile(fd, OpenFlags.O_RDWR);
    }

    /// <summary>C23 §7.23.5.3, with POSIX's e (close on exec) and x (exclusive); b has no meaning here.</summary>
    internal static bool ParseMode(byte* mode, out OpenFlags flags)
    {
        bool isUpdate = strchr(mode, '+') != null;
        flags = *mode switch
        {
            (byte)'r' => OpenFlags.O_RDONLY,
            (byte)'w' => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC,
            (byte)'a' => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND,
            _ => OpenFlags.O_ACCMODE,
        };
        if (flags == OpenFlags.O_ACCMODE)
        {
            return false;
        }

        if (isUpdate)
        {
            flags = (flags & ~OpenFlags.O_ACCMODE) | OpenFlags.O_RDWR;
        }

        flags |= strchr(mode, 'e') != null ? OpenFlags.O_CLOEXEC : 0;
        flags |= strchr(mode, 'x') != null ? OpenFlags.O_EXCL : 0;
        return true;
    }

    private static FileFlags ToFileFlags(OpenFlags flags)
    {
        OpenFlags access = flags & OpenFlags.O_ACCMODE;
        return (access != OpenFlags.O_WRONLY ? FileFlags.CanRead : 0) | (access != OpenFlags.O_RDONLY ? FileFlags.CanWrite : 0)
            | ((flags & OpenFlags.O_APPEND) != 0 ? FileFlags.Append : 0);
    }

    internal static FILE* NewFile(int fd, OpenFlags flags)
    {
        nuint size = (nuint)sizeof(FILE) + FILE.PushbackSize + FILE.DefaultBufferSize;
        FILE* file = (FILE*)malloc(size);
        if (file == null)
        {
            return null;
        }

        *file = default;
        file->Descriptor = fd;
        file->Flags = ToFileFlags(flags) | FileFlags.ForeignBuffer | FileFlags.AskTerminal;
        file->Buffer = (byte*)(file + 1) + FILE.PushbackSize;
        file->BufferSize = FILE.DefaultBufferSize;
        StreamCore.Register(file);
        return file;
    }
}
