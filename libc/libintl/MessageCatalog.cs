// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A .mo file in memory (GNU gettext manual, "The Format of GNU MO Files"): texts in order, and what stands for each.</summary>
internal unsafe struct MessageCatalog
{
    private const uint Magic = 0x950412DE;
    private const uint HeaderSize = 28;

    /// <summary>Catalogs are kept for good, as the texts that were given out are in them. One that is not there is kept too, without data.</summary>
    internal MessageCatalog* Next;
    internal byte* Path;
    private byte* _data;
    private uint _size;
    private bool _isSwapped;

    /// <summary>Maps the file and looks through all that it says of itself; a broken one is as none.</summary>
    internal void Load()
    {
        Stat status;
        int fd = C.open(Path, (int)(OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC), 0);
        if (fd < 0)
        {
            return;
        }

        if (Syscall.Invoke(SystemCall.fstat, fd, (long)&status) == 0 && status.st_size is >= HeaderSize and < uint.MaxValue)
        {
            long answer = Syscall.Invoke(SystemCall.mmap, 0, status.st_size, (long)Protection.PROT_READ, (long)MapFlags.MAP_PRIVATE, fd, 0);
            if (answer is > 0 or < -4095)
            {
                _data = (byte*)answer;
                _size = (uint)status.st_size;
                if (!IsSound())
                {
                    _ = Syscall.Invoke(SystemCall.munmap, answer, status.st_size);
                    _data = null;
                }
            }
        }

        _ = Syscall.Invoke(SystemCall.close, fd);
    }

    private bool IsSound()
    {
        uint magic = *(uint*)_data;
        _isSwapped = magic != Magic;
        if (_isSwapped && BinaryPrimitives.ReverseEndianness(magic) != Magic)
        {
            return false;
        }

        ulong count = Word(8);
        if ((Word(4) >> 16) != 0 || Word(12) + (count * 8) > _size || Word(16) + (count * 8) > _size)
        {
            return false;
        }

        for (uint i = 0; i < count; i++)
        {
            if (!IsText(Word(12) + (i * 8)) || !IsText(Word(16) + (i * 8)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsText(uint entry)
    {
        ulong end = (ulong)Word(entry) + Word(entry + 4);
        return end < _size && _data[end] == 0;
    }

    private readonly uint Word(uint offset)
    {
        uint value = *(uint*)(_data + offset);
        return _isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>What stands for a text, and the length of all its forms; null if it is not there.</summary>
    internal readonly byte* Find(byte* text, out uint length)
    {
        length = 0;
        uint low = 0, high = _data == null ? 0 : Word(8);
        while (low < high)
        {
            uint middle = low + ((high - low) / 2);
            int order = C.strcmp(text, _data + Word(Word(12) + (middle * 8) + 4));
            if (order == 0)
            {
                uint entry = Word(16) + (middle * 8);
                length = Word(entry);
                return _data + Word(entry + 4);
            }

            (low, high) = order < 0 ? (low, middle) : (middle + 1, high);
        }

        return null;
    }

    /// <summary>The form for a number, by the header's rule; without one as in English.</summary>
    internal readonly byte* PickForm(byte* forms, uint length, ulong number)
    {
        ulong wanted = number != 1 ? 1u : 0;
        byte* header = Find(C.Literal(""u8), out _);
        byte* rule = header == null ? null : C.strstr(header, C.Literal("plural="u8));
        if (rule != null)
        {
            PluralRule evaluation = new(rule + 7, number);
            if (!evaluation.TryEvaluate(out wanted))
            {
                wanted = 0;
            }
        }

        byte* form = forms;
        for (; wanted > 0; wanted--)
        {
            form += C.strlen(form) + 1;
            if (form > forms + length)
            {
                return forms;
            }
        }

        return form;
    }
}
