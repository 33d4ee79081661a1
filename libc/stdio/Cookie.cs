// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A stream's own read, write, seek and close (fopencookie), where it has no descriptor. Null functions are allowed.</summary>
public unsafe struct Cookie
{
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long> Read;
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long> Write;
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long*, int, int> Seek;
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int> Close;
    internal void* Value;
}

/// <summary>What a stream does with its descriptor or its cookie. Answers are as the kernel's: a negated errno below 0.</summary>
internal static unsafe class StreamDevice
{
    internal static long Read(FILE* file, Iovec* parts, int count)
    {
        if (file->Cookie == null)
        {
            return count == 1 ? Syscall.Invoke(SystemCall.read, file->Descriptor, (long)parts->iov_base, (long)parts->iov_len)
                : Syscall.Invoke(SystemCall.readv, file->Descriptor, (long)parts, count);
        }

        if (file->Cookie->Read == null)
        {
            return 0;
        }

        // One call may answer short, so the caller's part is asked for alone, unless there is none.
        Iovec* part = parts->iov_len == 0 && count > 1 ? parts + 1 : parts;
        return Failure(file->Cookie->Read(file->Cookie->Value, (byte*)part->iov_base, (nuint)part->iov_len));
    }

    internal static long Write(FILE* file, Iovec* parts, int count)
    {
        if (file->Cookie == null)
        {
            return Syscall.Invoke(SystemCall.writev, file->Descriptor, (long)parts, count);
        }

        if (file->Cookie->Write == null)
        {
            return (long)(parts->iov_len + (count > 1 ? parts[1].iov_len : 0));
        }

        long answer = file->Cookie->Write(file->Cookie->Value, (byte*)parts->iov_base, (nuint)parts->iov_len);
        return answer <= 0 ? Failure(-1) : answer;
    }

    internal static long Seek(FILE* file, long offset, int whence)
    {
        if (file->Cookie == null)
        {
            return Syscall.Invoke(SystemCall.lseek, file->Descriptor, offset, whence);
        }

        if (file->Cookie->Seek == null)
        {
            return -(long)Errno.ESPIPE;
        }

        return file->Cookie->Seek(file->Cookie->Value, &offset, whence) < 0 ? Failure(-1) : offset;
    }

    internal static long Close(FILE* file) => file->Cookie == null ? Syscall.Invoke(SystemCall.close, file->Descriptor)
        : file->Cookie->Close == null ? 0 : Failure(file->Cookie->Close(file->Cookie->Value));

    private static long Failure(long answer) => answer >= 0 ? answer : Error.Current == 0 ? -(long)Errno.EIO : -Error.Current;
}
