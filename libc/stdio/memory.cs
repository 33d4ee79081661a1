// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Streams without a file: fopencookie, fmemopen, open_memstream (POSIX.1-2008).</summary>
public static unsafe partial class C
{
    private const int CookieDescriptor = -1;

    /// <summary>Of fmemopen and open_memstream: where the data is, and for the latter where to tell the program.</summary>
    private struct MemoryFile
    {
        public Cookie Functions;
        public byte* Data;
        public nuint Capacity;
        public nuint Size;
        public nuint Position;
        public byte** ToldData;
        public nuint* ToldSize;
        public int Appends;
    }

    [RuntimeExport("skift_fopencookie")]
    public static FILE* OpenCookie(void* value, byte* mode, Cookie* functions)
    {
        Cookie* copy = (Cookie*)malloc((nuint)sizeof(Cookie));
        if (copy == null)
        {
            return null;
        }

        *copy = *functions;
        copy->Value = value;
        FILE* file = CookieStream(mode, copy);
        if (file == null)
        {
            free(copy);
        }

        return file;
    }

    /// <summary>EINVAL for a bad mode, or for a size of 0; a null buffer is the stream's own.</summary>
    [RuntimeExport("fmemopen")]
    public static FILE* fmemopen(byte* buffer, nuint size, byte* mode)
    {
        MemoryFile* memory = size == 0 ? null : (MemoryFile*)calloc(1, (nuint)sizeof(MemoryFile) + (buffer == null ? size : 0));
        if (memory == null)
        {
            Error.Current = (int)(size == 0 ? Errno.EINVAL : Errno.ENOMEM);
            return null;
        }

        memory->Data = buffer == null ? (byte*)(memory + 1) : buffer;
        memory->Capacity = size;
        memory->Appends = *mode == 'a' ? 1 : 0;
        memory->Size = *mode == 'w' ? 0 : buffer == null && *mode == 'r' ? size : *mode == 'r' ? size : strnlen(memory->Data, size);
        memory->Position = *mode == 'a' ? memory->Size : 0;
        if (*mode == 'w')
        {
            *memory->Data = 0;
        }

        return OpenMemory(memory, mode, &WriteFixed);
    }

    /// <summary>After fflush or fclose the program finds the data, with a zero behind it, and its length where it said.</summary>
    [RuntimeExport("open_memstream")]
    public static FILE* open_memstream(byte** data, nuint* size)
    {
        MemoryFile* memory = (MemoryFile*)calloc(1, (nuint)sizeof(MemoryFile));
        byte* start = (byte*)malloc(1);
        if (memory == null || start == null)
        {
            free(memory);
            free(start);
            return null;
        }

        *start = 0;
        memory->Data = start;
        memory->Capacity = 1;
        memory->ToldData = data;
        memory->ToldSize = size;
        *data = start;
        *size = 0;
        return OpenMemory(memory, Literal("w"u8), &WriteGrowing);
    }

    private static FILE* OpenMemory(MemoryFile* memory, byte* mode, delegate*<void*, byte*, nuint, long> write)
    {
        delegate*<void*, byte*, nuint, long> read = &ReadMemory;
        delegate*<void*, long*, int, int> seek = &SeekMemory;
        memory->Functions.Read = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long>)read;
        memory->Functions.Write = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long>)write;
        memory->Functions.Seek = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long*, int, int>)seek;
        memory->Functions.Value = memory;
        FILE* file = CookieStream(mode, &memory->Functions);
        if (file == null)
        {
            free(memory);
        }

        return file;
    }

    private static FILE* CookieStream(byte* mode, Cookie* cookie)
    {
        if (!ParseMode(mode, out OpenFlags flags))
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        FILE* file = NewFile(CookieDescriptor, flags);
        if (file != null)
        {
            file->Cookie = cookie;
            file->Flags &= ~FileFlags.AskTerminal;
        }

        return file;
    }

    private static long ReadMemory(void* value, byte* target, nuint count)
    {
        MemoryFile* memory = (MemoryFile*)value;
        nuint left = memory->Position >= memory->Size ? 0 : memory->Size - memory->Position;
        count = count < left ? count : left;
        memcpy(target, memory->Data + memory->Position, count);
        memory->Position += count;
        return (long)count;
    }

    private static long WriteFixed(void* value, byte* source, nuint count)
    {
        MemoryFile* memory = (MemoryFile*)value;
        memory->Position = memory->Appends != 0 ? memory->Size : memory->Position;
        nuint room = memory->Position >= memory->Capacity ? 0 : memory->Capacity - memory->Position;
        if (count > room)
        {
            count = room;
            Error.Current = (int)Errno.ENOSPC;
        }

        memcpy(memory->Data + memory->Position, source, count);
        memory->Position += count;
        if (memory->Position > memory->Size)
        {
            memory->Size = memory->Position;
            if (memory->Size < memory->Capacity)
            {
                memory->Data[memory->Size] = 0;
            }
        }

        return (long)count;
    }

    private static long WriteGrowing(void* value, byte* source, nuint count)
    {
        MemoryFile* memory = (MemoryFile*)value;
        nuint end = memory->Position + count;
        if (end + 1 > memory->Capacity)
        {
            nuint capacity = end + 1 > memory->Capacity * 2 ? end + 1 : memory->Capacity * 2;
            byte* data = (byte*)realloc(memory->Data, capacity);
            if (data == null)
            {
                return 0;
            }

            memset(data + memory->Size, 0, capacity - memory->Size);
            memory->Data = data;
            memory->Capacity = capacity;
        }

        memcpy(memory->Data + memory->Position, source, count);
        memory->Position = end;
        memory->Size = end > memory->Size ? end : memory->Size;
        *memory->ToldData = memory->Data;
        *memory->ToldSize = memory->Position;
        return (long)count;
    }

    private static int SeekMemory(void* value, long* offset, int whence)
    {
        MemoryFile* memory = (MemoryFile*)value;
        long start = whence == (int)SeekWhence.SEEK_SET ? 0 : whence == (int)SeekWhence.SEEK_CUR ? (long)memory->Position : (long)memory->Size;
        long position = start + *offset;
        if (position < 0 || (memory->ToldData == null && (nuint)position > memory->Capacity))
        {
            return Error.Set(Errno.EINVAL);
        }

        memory->Position = (nuint)position;
        *offset = position;
        return 0;
    }
}
