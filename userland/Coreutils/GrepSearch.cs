// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Goes through files and prints what matches.</summary>
internal sealed class GrepSearch(GrepRequest request, GrepMatcher matcher, ToolIO io)
{
    private bool _showsNames;
    private bool _anyMatch;
    private bool _anyError;
    private bool _isStopped;
    private bool _printedGroup;

    public int Run(ReadOnlySpan<string> operands)
    {
        _showsNames = request.ShowsNames ?? (operands.Length > 1 || request.IsRecursive);
        if (operands.Length == 0)
        {
            Search(request.IsRecursive ? "." : "-", isOperand: true, title: "");
        }

        foreach (string operand in operands)
        {
            if (!_isStopped)
            {
                Search(operand, isOperand: true, operand);
            }
        }

        return _anyError && !(request.IsQuiet && _anyMatch) ? 2 : _anyMatch ? 0 : 1;
    }

    private void Search(string path, bool isOperand, string title)
    {
        if (path != "-" && request.IsRecursive)
        {
            bool follow = isOperand || request.FollowsLinks;
            if (!(follow ? Posix.Stat(path) : Posix.Lstat(path)).Try(out Stat stat, out Errno error))
            {
                Warn(path, error);
                return;
            }

            if (FileTypeText.IsDirectory(stat))
            {
                SearchFolder(path, isOperand, title);
                return;
            }

            if (!isOperand && (!FileTypeText.IsRegular(stat) || !IsSelected(PathText.Basename(path)))) return;
        }

        SearchFile(path, title);
    }

    private bool IsSelected(string name) =>
        !MatchesAny(request.Excluded, name) && (request.Included.Count == 0 || MatchesAny(request.Included, name));

    private static bool MatchesAny(List<string> globs, string name)
    {
        foreach (string glob in globs)
        {
            if (Glob.IsMatch(glob, name)) return true;
        }

        return false;
    }

    private void SearchFolder(string path, bool isOperand, string title)
    {
        if (!isOperand && MatchesAny(request.ExcludedFolders, PathText.Basename(path))) return;

        Errno error = FileRemover.ReadNames(path, out List<string> names);
        if (error != Errno.None)
        {
            Warn(path, error);
        }

        names.Sort(string.CompareOrdinal);
        foreach (string name in names)
        {
            if (!_isStopped)
            {
                Search(PathText.Join(path, name), isOperand: false, title.Length == 0 ? name : PathText.Join(title, name));
            }
        }
    }

    private void SearchFile(string path, string title)
    {
        int fd = io.Input;
        if (path != "-")
        {
            if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out fd, out Errno error))
            {
                Warn(path, error);
                return;
            }

            if (Posix.Fstat(fd).Try(out Stat stat, out _) && FileTypeText.IsDirectory(stat))
            {
                Warn(path + ": Is a directory");
                _ = Posix.Close(fd);
                return;
            }
        }

        string name = path == "-" ? "(standard input)" : title.Length == 0 ? path : title;
        var reader = new LineReader(fd, request.End);
        long count = SearchLines(reader, name);
        if (reader.Error != Errno.None)
        {
            Warn(path, reader.Error);
        }

        PrintSummary(name, count);
        if (path != "-")
        {
            _ = Posix.Close(fd);
        }
    }

    private long SearchLines(LineReader reader, string name)
    {
        var before = new Queue<(string Line, long Number, long Offset)>();
        long count = 0;
        long number = 0;
        long offset = 0;
        long lastPrinted = 0;
        long after = 0;
        while (count < request.MaximumCount && reader.Read(out ReadOnlySpan<byte> bytes))
        {
            number++;
            string line = ByteString.Decode(bytes);
            bool isSelected = matcher.Find(line, 0, out int from, out int to) != request.IsInverted;
            if (isSelected)
            {
                count++;
                _anyMatch = true;
                if (request.IsQuiet)
                {
                    _isStopped = true;
                    return count;
                }

                if (request.Summary is 'l' or 'L') return count;

                if (request.Summary == 0)
                {
                    if (!request.IsText && request.End == '\n' && bytes.Contains((byte)0))
                    {
                        io.Warn($"{name}: binary file matches");
                        return count;
                    }

                    PrintSeparator(number - before.Count, lastPrinted);
                    while (before.TryDequeue(out (string Line, long Number, long Offset) earlier))
                    {
                        Print(name, earlier.Line, earlier.Number, earlier.Offset, '-', -1, -1);
                    }

                    Print(name, line, number, offset, ':', from, to);
                    lastPrinted = number;
                    after = request.After;
                }
            }
            else if (after > 0)
            {
                after--;
                Print(name, line, number, offset, '-', -1, -1);
                lastPrinted = number;
            }
            else if (request.Before > 0)
            {
                before.Enqueue((line, number, offset));
                if (before.Count > request.Before)
                {
                    before.Dequeue();
                }
            }

            offset += bytes.Length + 1;
        }

        while (after-- > 0 && reader.Read(out string line))
        {
            Print(name, line, ++number, offset, '-', -1, -1);
        }

        return count;
    }

    private void PrintSeparator(long first, long lastPrinted)
    {
        bool hasContext = request.Before > 0 || request.After > 0;
        if (hasContext && _printedGroup && (lastPrinted == 0 || first > lastPrinted + 1))
        {
            io.Out.WriteLine("--");
        }

        _printedGroup = true;
    }

    private void Print(string name, string line, long number, long offset, char mark, int from, int to)
    {
        if (!request.OnlyMatching)
        {
            PrintPrefix(name, number, offset, mark);
            PrintMarked(line, from, to);
            io.Out.WriteByte(request.End);
            return;
        }

        while (to >= 0 && !request.IsInverted)
        {
            if (to > from)
            {
                PrintPrefix(name, number, offset + ByteString.GetByteCount(line.AsSpan(0, from)), mark);
                PrintMarked(line.Substring(from, to - from), 0, to - from);
                io.Out.WriteByte(request.End);
            }

            int next = to > from ? to : to + 1;
            if (next > line.Length || !matcher.Find(line, next, out from, out to)) break;
        }
    }

    private void PrintMarked(string line, int from, int to)
    {
        int done = 0;
        while (request.IsColored && to > from && !request.IsInverted)
        {
            io.Out.Write(line.AsSpan(done, from - done));
            io.Out.Write("\e[01;31m");
            io.Out.Write(line.AsSpan(from, to - from));
            io.Out.Write("\e[0m");
            done = to;
            if (!matcher.Find(line, done, out from, out to)) break;
        }

        io.Out.Write(line.AsSpan(done));
    }

    private void PrintPrefix(string name, long number, long offset, char mark)
    {
        io.Out.Write(_showsNames ? name + mark : "");
        io.Out.Write(request.ShowsNumbers ? number.ToString() + mark : "");
        io.Out.Write(request.ShowsOffsets ? offset.ToString() + mark : "");
    }

    private void PrintSummary(string name, long count)
    {
        if (request.IsQuiet) return;

        if (request.Summary == 'c')
        {
            io.Out.WriteLine((_showsNames ? name + ":" : "") + count.ToString());
        }
        else if ((request.Summary == 'l' && count > 0) || (request.Summary == 'L' && count == 0))
        {
            io.Out.WriteLine(name);
        }
    }

    private void Warn(string path, Errno error) => Warn(path + ": " + Posix.Strerror(error));

    private void Warn(string message)
    {
        _anyError = true;
        if (!request.HidesErrors)
        {
            io.Warn(message);
        }
    }
}
