// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Wide characters in memory as what a stream writes to or reads from, in UTF-8: swprintf, swscanf, open_wmemstream.</summary>
internal unsafe struct WideMemory
{
    internal const int BufferSize = 128;

    internal Cookie Functions;
    internal int* Data;

    /// <summary>Characters there is room for, with the zero at the end.</summary>
    internal nuint Capacity;
    internal nuint Size;
    internal nuint Position;

    /// <summary>Of a character that was written in part.</summary>
    internal ulong State;

    /// <summary>Where open_wmemstream tells the program; null for a text of fixed size.</summary>
    internal int** ToldData;
    internal nuint* ToldSize;

    /// <summary>A stream of the caller's, over a buffer of the caller's of <see cref="BufferSize"/> bytes behind <see cref="FILE.PushbackSize"/>.</summary>
    internal static void Attach(WideMemory* memory, FILE* file, byte* buffer, FileFlags flags)
    {
        delegate*<void*, byte*, nuint, long> move = flags == FileFlags.CanRead ? &Read : &Write;
        if (flags == FileFlags.CanRead)
        {
            memory->Functions.Read = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long>)move;
        }
        else
        {
            memory->Functions.Write = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long>)move;
        }

        memory->Functions.Value = memory;
        *file = default;
        file->Orientation = 1;
        file->Flags = flags | FileFlags.ForeignBuffer;
        file->Descriptor = -1;
        file->Buffer = buffer + FILE.PushbackSize;
        file->BufferSize = BufferSize;
        file->Cookie = &memory->Functions;
    }

    /// <summary>Stops at the zero, and at what is no character.</summary>
    private static long Read(void* value, byte* target, nuint count)
    {
        WideMemory* memory = (WideMemory*)value;
        nuint done = 0;
        byte* one = stackalloc byte[4];
        while (memory->Data[memory->Position] != 0)
        {
            int length = Utf8.Encode((uint)memory->Data[memory->Position], one);
            if (length == 0 && done == 0)
            {
                return Error.Set(Errno.EILSEQ);
            }

            if (length == 0 || done + (nuint)length > count)
            {
                break;
            }

            C.memcpy(target + done, one, (nuint)length);
            done += (nuint)length;
            memory->Position++;
        }

        return (long)done;
    }

    internal static long Write(void* value, byte* source, nuint count)
    {
        WideMemory* memory = (WideMemory*)value;
        nuint used = 0;
        while (used < count)
        {
            int character;
            nuint length = C.Decode(&character, source + used, count - used, &memory->State, false);
            if (length == nuint.MaxValue)
            {
                return -1;
            }

            if (length == nuint.MaxValue - 1)
            {
                break;
            }

            if (memory->Position + 1 >= memory->Capacity && !Grow(memory))
            {
                return Error.Set(Errno.EOVERFLOW);
            }

            used += length == 0 ? 1 : length;
            memory->Data[memory->Position++] = character;
            if (memory->Position > memory->Size)
            {
                memory->Size = memory->Position;
                memory->Data[memory->Size] = 0;
            }
        }

        if (memory->ToldData != null)
        {
            *memory->ToldData = memory->Data;
            *memory->ToldSize = memory->Position;
        }

        return (long)count;
    }

    private static bool Grow(WideMemory* memory)
    {
        nuint capacity = (memory->Position + 2) * 2;
        int* data = memory->ToldData == null ? null : (int*)C.reallocarray(memory->Data, capacity, sizeof(int));
        if (data == null)
        {
            return false;
        }

        C.memset(data + memory->Size, 0, (capacity - memory->Size) * sizeof(int));
        memory->Data = data;
        memory->Capacity = capacity;
        return true;
    }

    /// <summary>Counts characters, as the stream's offsets do.</summary>
    internal static int Seek(void* value, long* offset, int whence)
    {
        WideMemory* memory = (WideMemory*)value;
        long start = whence == (int)SeekWhence.SEEK_SET ? 0 : whence == (int)SeekWhence.SEEK_CUR ? (long)memory->Position : (long)memory->Size;
        if (start + *offset < 0)
        {
            return Error.Set(Errno.EINVAL);
        }

        *offset += start;
        memory->Position = (nuint)(*offset);
        memory->State = 0;
        return 0;
    }
}
