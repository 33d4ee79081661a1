// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>What find does with what it has found.</summary>
internal static class FindActions
{
    public static bool Print(FindFile file, ToolWriter output, char end)
    {
        output.Write(file.Path);
        output.Write(end);
        return true;
    }

    public static bool List(FindFile file, ToolWriter output, long now)
    {
        Stat stat = file.Stat;
        string target = FileTypeText.IsSymbolicLink(stat) && Posix.Readlink(file.Path).Try(out string text, out _) ? " -> " + text : "";
        output.WriteLine(
            stat.st_ino.ToString().PadLeft(9) + " " + ((stat.st_blocks + 1) / 2).ToString().PadLeft(6) + " " + FileModeText.Format(stat.st_mode) + " "
            + stat.st_nlink.ToString().PadLeft(3) + " " + UserNames.Users().NameOf(stat.st_uid).PadRight(8) + " "
            + UserNames.Groups().NameOf(stat.st_gid).PadRight(8) + " " + stat.st_size.ToString().PadLeft(8) + " "
            + DateFormat.ForListing(stat.st_mtim.tv_sec, now) + " " + file.Path + target);
        return true;
    }

    public static bool Delete(FindFile file, FindRequest request, ToolIO io)
    {
        if (file.Path == ".") return true;

        Errno error = FileTypeText.IsDirectory(file.Stat) ? Posix.Rmdir(file.Path) : Posix.Unlink(file.Path);
        if (error != Errno.None)
        {
            request.Status = 1;
            io.Warn($"cannot delete '{file.Path}'", error);
        }

        return error == Errno.None;
    }

    public static bool PrintFormat(FindFile file, string format, ToolWriter output)
    {
        for (int i = 0; i < format.Length; i++)
        {
            char next = i + 1 < format.Length ? format[i + 1] : '\0';
            if (format[i] == '\\' && next != 0)
            {
                output.Write(next switch { 'n' => '\n', 't' => '\t', '0' => '\0', 'r' => '\r', 'a' => '\a', _ => next });
                i++;
            }
            else if (format[i] == '%' && next != 0)
            {
                output.Write(Field(file, next) ?? "%" + next);
                i++;
            }
            else
            {
                output.Write(format[i]);
            }
        }

        return true;
    }

    private static string? Field(FindFile file, char field)
    {
        switch (field)
        {
            case '%': return "%";
            case 'p': return file.Path;
            case 'f': return file.Name;
            case 'h': return PathText.Dirname(file.Path);
            case 'P': return file.Depth == 0 ? "" : file.Path.Substring(file.Root.Length).TrimStart('/');
            case 'H': return file.Root;
            case 'd': return file.Depth.ToString();
            case 'm': return Convert.ToString((long)(file.Stat.st_mode & StatMode.Permissions), 8);
            case 'M': return FileModeText.Format(file.Stat.st_mode);
            case 'y': return FileModeText.TypeLetter(file.Stat.st_mode).ToString().Replace('-', 'f');
            case 'l': return Posix.Readlink(file.Path).Try(out string target, out _) ? target : "";
            case 't': return DateFormat.Format("%c", file.Stat.st_mtim.tv_sec);
            case 'T': return file.Stat.st_mtim.tv_sec.ToString();
            case 'k': return ((file.Stat.st_blocks + 1) / 2).ToString();
        }

        return new StatFields(file.Path, file.Stat).Get(field switch { 'n' => 'h', 'u' => 'U', 'U' => 'u', 'g' => 'G', 'G' => 'g', 'i' => 'i', 's' => 's', 'b' => 'b', _ => '\0' }, '\0');
    }
}

/// <summary>A command of -exec or -ok.</summary>
internal sealed class FindExec(string[] command, bool isBatch, bool asks, FindRequest request, ToolIO io)
{
    /// <summary>Far below what execve(2) takes, whatever the environment holds.</summary>
    private const int BatchBytes = 100_000;

    private readonly List<string> _names = [];
    private int _bytes;

    public bool Run(FindFile file)
    {
        if (isBatch)
        {
            _names.Add(file.Path);
            _bytes += ByteString.GetByteCount(file.Path) + 1;
            if (_bytes >= BatchBytes)
            {
                Flush();
            }

            return true;
        }

        string[] line = new string[command.Length];
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = command[i].Replace("{}", file.Path);
        }

        if (asks && !Question.Ask(io, $"< {line[0]} ... {file.Path} > ? ")) return false;

        return ChildProcess.Run(line, io) == 0;
    }

    /// <summary>Runs the command for all names collected so far.</summary>
    public void Flush()
    {
        if (_names.Count == 0) return;

        string[] line = [.. command.AsSpan(0, command.Length - 1), .. _names];
        request.Status = ChildProcess.Run(line, io) == 0 ? request.Status : 1;
        _names.Clear();
        _bytes = 0;
    }
}
