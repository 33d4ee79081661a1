// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>A file of one entry per line that is gone through by calls: /etc/passwd, /etc/group.</summary>
internal unsafe struct EntryFile
{
    private FILE* _stream;
    private byte* _line;
    private nuint _lineSize;

    /// <summary>The file that is being gone through, opened if it is not; null with errno if that fails.</summary>
    internal FILE* Open(byte* path)
    {
        if (_stream == null)
        {
            _stream = C.fopen(path, C.Literal("re"u8));
        }

        return _stream;
    }

    /// <summary>Ends going through it; the next time it begins again.</summary>
    internal void Close()
    {
        if (_stream != null)
        {
            _ = C.fclose(_stream);
            _stream = null;
        }
    }

    /// <summary>The next line of a file, which stays until the line after it; null at the end.</summary>
    internal byte* ReadLine(FILE* file)
    {
        fixed (byte** line = &_line)
        {
            fixed (nuint* size = &_lineSize)
            {
                return C.getline(line, size, file) > 0 ? *line : null;
            }
        }
    }
}
