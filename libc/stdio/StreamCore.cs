// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The buffering under all of stdio: one readv or writev moves buffer and caller's data together.</summary>
internal static unsafe class StreamCore
{
    /// <summary>Streams that fopen made, newest first; the standard three are known by address.</summary>
    private static FILE* s_first;
    private static delegate*<bool, int> s_forOpened;

    internal static int GetByte(FILE* file)
    {
        if (file->ReadPosition < file->ReadEnd)
        {
            return *file->ReadPosition++;
        }

        byte value;
        return Read(file, &value, 1) == 1 ? value : -1;
    }

    /// <summary>Undoes a <see cref="GetByte"/>, or pushes any byte; false if there is no room.</summary>
    internal static bool UngetByte(FILE* file, byte value)
    {
        if (!BeginRead(file) || file->ReadPosition == file->Buffer - FILE.PushbackSize)
        {
            return false;
        }

        *--file->ReadPosition = value;
        file->Flags &= ~FileFlags.EndOfFile;
        return true;
    }

    /// <summary>Reads until it has all, the end, or an error. The end is sticky (C23 §7.23.7.1): only clearerr gets past it.</summary>
    internal static nuint Read(FILE* file, byte* target, nuint count)
    {
        if (!BeginRead(file))
        {
            return 0;
        }

        nuint done = 0;
        while (done < count)
        {
            nuint ahead = (nuint)(file->ReadEnd - file->ReadPosition);
            if (ahead > 0)
            {
                nuint part = ahead < count - done ? ahead : count - done;
                C.memcpy(target + done, file->ReadPosition, part);
                file->ReadPosition += part;
                done += part;
                continue;
            }

            if (!Refill(file, target, count, ref done))
            {
                break;
            }
        }

        return done;
    }

    /// <summary>The bytes written to buffer or descriptor; fewer than asked for only on an error.</summary>
    internal static nuint Write(FILE* file, byte* source, nuint count)
    {
        if (count == 0 || (file->WriteEnd == null && !BeginWrite(file)))
        {
            return 0;
        }

        if (file->Has(FileFlags.LineBuffered))
        {
            // Everything up to the last line end goes out, the rest waits.
            byte* end = (byte*)C.memrchr(source, '\n', count);
            if (end != null)
            {
                nuint lines = (nuint)(end - source) + 1;
                nuint written = Send(file, source, lines);
                return written < lines ? written : written + Write(file, source + lines, count - lines);
            }
        }

        if (count > (nuint)(file->WriteEnd - file->WritePosition))
        {
            return Send(file, source, count);
        }

        C.memcpy(file->WritePosition, source, count);
        file->WritePosition += count;
        return count;
    }

    /// <summary>Writes out what is buffered, or gives back what was read ahead; 0 or -1.</summary>
    internal static int Flush(FILE* file)
    {
        if (file->WriteEnd != null)
        {
            if (file->WritePosition != file->Buffer)
            {
                _ = Send(file, null, 0);
            }

            // The stream's error may be an older one.
            bool isOk = file->WriteEnd != null;
            file->WritePosition = null;
            file->WriteEnd = null;
            return isOk ? 0 : -1;
        }

        GiveBack(file);
        return 0;
    }

    internal static int FlushAll() => ForOthers(false) | FlushWritten(StdioStubs.Output()) | FlushWritten(StdioStubs.Error());

    /// <summary>At exit: what was written goes out, and what was read ahead goes back to those who read on (a shell's here-script).</summary>
    internal static void CloseAll()
    {
        _ = ForOthers(true) | FlushWritten(StdioStubs.Output()) | FlushWritten(StdioStubs.Error());
        GiveBackUnlessHeld(StdioStubs.Input());
    }

    /// <summary>Through a pointer, so that a program that opens no stream does not carry it.</summary>
    private static int ForOthers(bool isEnd) => s_forOpened == null ? 0 : s_forOpened(isEnd);

    private static int ForOpened(bool isEnd)
    {
        int result = 0;
        LibraryLock.Enter(ref LibraryLocks.All.Streams);
        for (FILE* file = s_first; file != null; file = file->Next)
        {
            result |= FlushWritten(file);
            if (isEnd)
            {
                GiveBackUnlessHeld(file);
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Streams);
        return result;
    }

    private static int FlushWritten(FILE* file)
    {
        if (file->WriteEnd == null)
        {
            return 0;
        }

        StreamLock.Enter(file);
        int result = Flush(file);
        StreamLock.Leave(file);
        return result;
    }

    /// <summary>Another thread may read from it, for ever, and then it is that thread's: the end does not wait for it.</summary>
    private static void GiveBackUnlessHeld(FILE* file)
    {
        if (ThreadHooks.TryEnterStream == null || ThreadHooks.TryEnterStream(file))
        {
            GiveBack(file);
        }
    }

    /// <summary>The streams that popen opened, so that another child does not get them. The caller holds the lock of the streams.</summary>
    /// <returns>ENOMEM or 0.</returns>
    internal static int AddClosesOfChildren(C.SpawnActions* actions)
    {
        int error = 0;
        for (FILE* file = s_first; file != null && error == 0; file = file->Next)
        {
            if (file->ChildPid != 0) error = C.posix_spawn_file_actions_addclose(actions, file->Descriptor);
        }

        return error;
    }

    internal static void Register(FILE* file)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Streams);
        s_forOpened = &ForOpened;
        file->Previous = null;
        file->Next = s_first;
        if (s_first != null)
        {
            s_first->Previous = file;
        }

        s_first = file;
        LibraryLock.Leave(ref LibraryLocks.All.Streams);
    }

    internal static void Unregister(FILE* file)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Streams);
        if (file->Previous != null)
        {
            file->Previous->Next = file->Next;
        }
        else if (s_first == file)
        {
            s_first = file->Next;
        }

        if (file->Next != null)
        {
            file->Next->Previous = file->Previous;
        }

        LibraryLock.Leave(ref LibraryLocks.All.Streams);
    }

    /// <summary>Forgets what was read ahead and puts the descriptor's offset where the program thinks it is.</summary>
    internal static void GiveBack(FILE* file)
    {
        long ahead = file->ReadEnd - file->ReadPosition;
        if (ahead > 0)
        {
            _ = StreamDevice.Seek(file, -ahead, (int)SeekWhence.SEEK_CUR);
        }

        file->ReadPosition = null;
        file->ReadEnd = null;
    }

    private static bool BeginRead(FILE* file)
    {
        if (!file->Has(FileFlags.CanRead))
        {
            file->Flags |= FileFlags.Error;
            Error.Current = (int)Errno.EBADF;
            return false;
        }

        if (file->WriteEnd != null)
        {
            _ = Flush(file);
        }

        if (file->ReadEnd == null)
        {
            file->ReadPosition = file->Buffer;
            file->ReadEnd = file->Buffer;
        }

        return true;
    }

    private static bool BeginWrite(FILE* file)
    {
        if (!file->Has(FileFlags.CanWrite))
        {
            file->Flags |= FileFlags.Error;
            Error.Current = (int)Errno.EBADF;
            return false;
        }

        if (file->Has(FileFlags.AskTerminal))
        {
            WindowSize size;
            bool isTerminal = Syscall.Invoke(SystemCall.ioctl, file->Descriptor, Ioctl.TIOCGWINSZ, (long)&size) == 0;
            file->Flags &= ~FileFlags.AskTerminal;
            file->Flags |= isTerminal ? FileFlags.LineBuffered : FileFlags.None;
        }

        GiveBack(file);
        file->WritePosition = file->Buffer;
        file->WriteEnd = file->Buffer + (file->Has(FileFlags.Unbuffered) ? 0 : file->BufferSize);
        return true;
    }

    /// <summary>Reads into the caller's memory and, with what is left over, the buffer. False at the end and on errors.</summary>
    private static bool Refill(FILE* file, byte* target, nuint count, ref nuint done)
    {
        if (file->Has(FileFlags.EndOfFile))
        {
            return false;
        }

        // The last byte comes through the buffer, so that it can be pushed back even if the buffer is all there is.
        nuint direct = count - done - 1;
        bool hasBuffer = !file->Has(FileFlags.Unbuffered) && file->BufferSize > 0;
        Iovec* parts = stackalloc Iovec[2];
        parts[0].iov_base = (ulong)(target + done);
        parts[0].iov_len = hasBuffer ? direct : direct + 1;
        parts[1].iov_base = (ulong)file->Buffer;
        parts[1].iov_len = file->BufferSize;
        long answer = hasBuffer && direct == 0 ? StreamDevice.Read(file, parts + 1, 1) : StreamDevice.Read(file, parts, hasBuffer ? 2 : 1);
        if (answer <= 0)
        {
            file->Flags |= answer == 0 ? FileFlags.EndOfFile : FileFlags.Error;
            _ = Error.Answer(answer);
            return false;
        }

        nuint received = (nuint)answer;
        nuint first = received < (nuint)parts[0].iov_len ? received : (nuint)parts[0].iov_len;
        done += first;
        file->ReadPosition = file->Buffer;
        file->ReadEnd = file->Buffer + (received - first);
        return true;
    }

    /// <summary>Writes the buffer and then the caller's data, all of it; the bytes of the caller's data that went out.</summary>
    private static nuint Send(FILE* file, byte* source, nuint count)
    {
        byte* pending = file->Buffer;
        nuint pendingCount = (nuint)(file->WritePosition - file->Buffer);
        nuint sent = 0;
        Iovec* parts = stackalloc Iovec[2];
        while (pendingCount > 0 || sent < count)
        {
            parts[0].iov_base = (ulong)pending;
            parts[0].iov_len = pendingCount;
            parts[1].iov_base = (ulong)(source + sent);
            parts[1].iov_len = count - sent;
            Iovec* first = pendingCount > 0 ? parts : parts + 1;
            long answer = StreamDevice.Write(file, first, pendingCount > 0 && sent < count ? 2 : 1);
            if (answer < 0)
            {
                _ = Error.Answer(answer);
                file->Flags |= FileFlags.Error;
                file->WritePosition = null;
                file->WriteEnd = null;
                return sent;
            }

            nuint taken = (nuint)answer < pendingCount ? (nuint)answer : pendingCount;
            pending += taken;
            pendingCount -= taken;
            sent += (nuint)answer - taken;
        }

        file->WritePosition = file->Buffer;
        return sent;
    }
}
