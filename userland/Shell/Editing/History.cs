// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Editing;

/// <summary>The lines typed, kept in a file between sessions.</summary>
internal sealed class History
{
    private const int MaxLines = 1000;

    private readonly List<string> _lines = new();
    private string _path = "";

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Reads the file; new lines will be appended to it.</summary>
    public void Load(string path)
    {
        _path = path;
        string[] lines = FileText.ReadAll(path).Split('\n');
        for (int i = Math.Max(0, lines.Length - MaxLines); i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
            {
                _lines.Add(lines[i]);
            }
        }

        if (lines.Length > MaxLines * 2)
        {
            Rewrite();
        }
    }

    /// <summary>Adds a line, unless it is blank or repeats the last one.</summary>
    public void Add(string line)
    {
        line = line.TrimEnd('\n');
        if (line.Trim().Length == 0 || (_lines.Count > 0 && _lines[_lines.Count - 1] == line))
        {
            return;
        }

        _lines.Add(line);
        if (_lines.Count > MaxLines)
        {
            _lines.RemoveAt(0);
        }

        Append(line);
    }

    /// <summary>At once, so that nothing is lost however the shell ends, and several shells share the file.</summary>
    private void Append(string line)
    {
        const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND | OpenFlags.O_CLOEXEC;
        if (_path.Length > 0 && Posix.Open(_path, Flags, StatMode.S_IRUSR | StatMode.S_IWUSR).Try(out int descriptor, out _))
        {
            _ = Posix.WriteAll(descriptor, ByteString.Encode(line + "\n"));
            _ = Posix.Close(descriptor);
        }
    }

    private void Rewrite()
    {
        const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
        if (Posix.Open(_path, Flags, StatMode.S_IRUSR | StatMode.S_IWUSR).Try(out int descriptor, out _))
        {
            StringBuilder text = new();
            for (int i = 0; i < _lines.Count; i++)
            {
                text.Append(_lines[i]).Append('\n');
            }

            _ = Posix.WriteAll(descriptor, ByteString.Encode(text.ToString()));
            _ = Posix.Close(descriptor);
        }
    }
}
