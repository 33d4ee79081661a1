// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// A message catalogue in memory, of either kind that gencat writes on Linux: glibc's hash table (once in each byte order), and the sorted
/// table of BSD and musl, in network order.
/// </summary>
internal unsafe struct MessageFile
{
    private const uint HashMagic = 0x960408DE;
    private const uint SortedMagic = 0xFF88FF89;
    private const int WordsOfEntry = 3;

    private byte* _data;
    private uint _size;

    internal static MessageFile* Open(byte* path)
    {
        Stat status;
        int fd = C.open(path, (int)(OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC), 0);
        if (fd < 0)
        {
            return null;
        }

        MessageFile* file = null;
        Errno error = Errno.EINVAL;
        if (Syscall.Invoke(SystemCall.fstat, fd, (long)&status) == 0 && status.st_size is >= 20 and < int.MaxValue)
        {
            long answer = Syscall.Invoke(SystemCall.mmap, 0, status.st_size, (long)Protection.PROT_READ, (long)MapFlags.MAP_PRIVATE, fd, 0);
            file = answer is < 0 and >= -4095 ? null : (MessageFile*)C.malloc((nuint)sizeof(MessageFile));
            error = file == null ? Errno.ENOMEM : Errno.EINVAL;
            if (file != null)
            {
                file->_data = (byte*)answer;
                file->_size = (uint)status.st_size;
                if (!file->IsSound())
                {
                    file->Close();
                    file = null;
                }
            }
        }

        _ = Syscall.Invoke(SystemCall.close, fd);
        _ = file == null ? Error.Set(error) : 0;
        return file;
    }

    internal void Close()
    {
        _ = Syscall.Invoke(SystemCall.munmap, (long)_data, _size);
        fixed (MessageFile* self = &this)
        {
            C.free(self);
        }
    }

    internal readonly byte* Find(int set, int message) => Word(0) == HashMagic ? FindHashed((uint)set + 1, (uint)message) : FindSorted((uint)set, (uint)message);

    /// <summary>Texts end where the file does at the latest.</summary>
    private readonly bool IsSound()
    {
        if (_data[_size - 1] != 0)
        {
            return false;
        }

        if (Word(0) == HashMagic)
        {
            return Word(4) != 0 && Word(8) != 0 && (ulong)Word(4) * Word(8) < _size / 24 && StringStart < _size;
        }

        return NetworkWord(0) == SortedMagic && 20 + ((ulong)NetworkWord(4) * 12) <= _size && NetworkWord(12) < _size - 20 && NetworkWord(16) < _size - 20;
    }

    private readonly ulong StringStart => 12 + ((ulong)Word(4) * Word(8) * WordsOfEntry * 4 * 2);

    /// <summary>Depth tables of a width, an entry being the set's number and one more, the message's number, and where its text is.</summary>
    private readonly byte* FindHashed(uint set, uint message)
    {
        uint width = Word(4), depth = Word(8);
        ulong entry = 12 + ((ulong)(set * message % width) * WordsOfEntry * 4);
        for (uint i = 0; i < depth; i++, entry += (ulong)width * WordsOfEntry * 4)
        {
            if (Word(entry) == set && Word(entry + 4) == message)
            {
                return Text(StringStart + Word(entry + 8));
            }
        }

        return null;
    }

    private readonly byte* FindSorted(uint set, uint message)
    {
        ulong sets = 20, messages = 20 + NetworkWord(12), texts = 20 + NetworkWord(16);
        long row = Search(sets, NetworkWord(4), set);
        if (row < 0)
        {
            return null;
        }

        ulong first = messages + ((ulong)NetworkWord((ulong)row + 8) * 12);
        uint count = NetworkWord((ulong)row + 4);
        row = first + ((ulong)count * 12) <= _size ? Search(first, count, message) : -1;
        return row < 0 ? null : Text(texts + NetworkWord((ulong)row + 8));
    }

    /// <summary>The row of three words whose first is the key, or -1.</summary>
    private readonly long Search(ulong rows, uint count, uint key)
    {
        uint low = 0, high = count;
        while (low < high)
        {
            uint middle = (low + high) / 2;
            ulong row = rows + ((ulong)middle * 12);
            uint found = NetworkWord(row);
            if (found == key)
            {
                return (long)row;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle);
        }

        return -1;
    }

    private readonly byte* Text(ulong offset) => offset < _size ? _data + offset : null;

    private readonly uint Word(ulong offset) => *(uint*)(_data + offset);

    private readonly uint NetworkWord(ulong offset) => BinaryPrimitives.ReverseEndianness(Word(offset));
}
