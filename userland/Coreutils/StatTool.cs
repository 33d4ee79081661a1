// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class StatTool
{
    public const string Help = """
        Usage: stat [-fLt] [-c FORMAT | --printf=FORMAT] FILE...
        Shows what the file system knows of files.
          -c, --format=FORMAT  FORMAT and a newline for each file
              --printf=FORMAT  FORMAT with backslash escapes, no newline
          -f, --file-system    the file system instead of the file
          -L, --dereference    follow symbolic links
          -t, --terse          one line of numbers
        FORMAT has %n name, %N name and link target, %s size, %b blocks, %B block size, %a %A mode, %f raw mode, %F type,
        %u %U owner, %g %G group, %h links, %i inode, %d device, %t %T device type, %x %X %y %Y %z %Z times.
        With -f: %n %t type, %b %f %a blocks, free, available, %c %d inodes, free, %s %S block sizes, %l name length.

        """;

    private static readonly LongOption[] s_options =
    [
        new("format", 'c', OptionArgument.Required), new("printf", 1, OptionArgument.Required), new("file-system", 'f'),
        new("dereference", 'L'), new("terse", 't'),
    ];

    private const string Default =
        "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  Links: %h\n"
        + "Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n";

    private const string DefaultDevice =
        "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  Links: %-5h Device type: %Hr,%Lr\n"
        + "Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n";

    private const string Terse = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %o\n";

    private const string DefaultFileSystem =
        "  File: \"%n\"\n    Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\n"
        + "Blocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n";

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("c:fLt", s_options, args, io);
        string? format = null;
        bool isFileSystem = false;
        bool follow = false;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'c': format = options.Argument + "\n"; break;
                case 1: format = Unescape(options.Argument); break;
                case 'f': isFileSystem = true; break;
                case 'L': follow = true; break;
                case 't': format = Terse; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing operand");

        int status = 0;
        foreach (string path in operands)
        {
            bool isShown = isFileSystem ? ShowFileSystem(path, format ?? DefaultFileSystem, io) : ShowFile(path, format, follow, io);
            status = isShown ? status : 1;
        }

        return status;
    }

    private static bool ShowFile(string path, string? format, bool follow, ToolIO io)
    {
        if (!(follow ? Posix.Stat(path) : Posix.Lstat(path)).Try(out Stat stat, out Errno error))
        {
            io.Warn($"cannot statx '{path}'", error);
            return false;
        }

        bool isDevice = (stat.st_mode & StatMode.S_IFMT) is StatMode.S_IFCHR or StatMode.S_IFBLK;
        var fields = new StatFields(path, stat);
        io.Out.Write(Expand(format ?? (isDevice ? DefaultDevice : Default), fields.Get));
        return true;
    }

    private static bool ShowFileSystem(string path, string format, ToolIO io)
    {
        if (!Posix.Statfs(path).Try(out Statfs statfs, out Errno error))
        {
            io.Warn($"cannot read file system information for '{path}'", error);
            return false;
        }

        io.Out.Write(Expand(format, (conversion, _) => conversion switch
        {
            'n' => path,
            't' => statfs.f_type.ToString("x"),
            'T' => FileSystemNames.NameOf(statfs.f_type),
            'l' => statfs.f_namelen.ToString(),
            's' => statfs.f_bsize.ToString(),
            'S' => statfs.f_frsize.ToString(),
            'b' => statfs.f_blocks.ToString(),
            'f' => statfs.f_bfree.ToString(),
            'a' => statfs.f_bavail.ToString(),
            'c' => statfs.f_files.ToString(),
            'd' => statfs.f_ffree.ToString(),
            _ => null,
        }));
        return true;
    }

    /// <summary>Replaces each directive: flags (- and 0), a width, H or L for half of a device number, a letter.</summary>
    private static string Expand(string format, Func<char, char, string?> field)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            int start = i++;
            bool isLeft = false;
            bool isZero = false;
            for (; i < format.Length && format[i] is '-' or '0'; i++)
            {
                isLeft |= format[i] == '-';
                isZero |= format[i] == '0';
            }

            int width = 0;
            for (; i < format.Length && char.IsAsciiDigit(format[i]) && width < 1000; i++)
            {
                width = width * 10 + format[i] - '0';
            }

            char half = i + 1 < format.Length && format[i] is 'H' or 'L' && format[i + 1] is 'd' or 'r' ? format[i++] : '\0';
            string? value = i == format.Length ? null : format[i] == '%' ? "%" : field(format[i], half);
            value ??= format.Substring(start, Math.Min(i + 1, format.Length) - start);
            text.Append(isLeft ? value.PadRight(width) : value.PadLeft(width, isZero ? '0' : ' '));
        }

        return text.ToString();
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char c = text[++i];
            result.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', 'a' => '\a', 'e' => '\e', _ => c });
        }

        return result.ToString();
    }
}

/// <summary>The directives of a file.</summary>
internal sealed class StatFields(string path, Stat stat)
{
    public string? Get(char conversion, char half) => conversion switch
    {
        'n' => path,
        'N' => QuotedName(),
        's' => stat.st_size.ToString(),
        'b' => stat.st_blocks.ToString(),
        'B' => "512",
        'o' => stat.st_blksize.ToString(),
        'a' => Convert.ToString((long)(stat.st_mode & StatMode.Permissions), 8),
        'A' => FileModeText.Format(stat.st_mode),
        'f' => ((uint)stat.st_mode).ToString("x"),
        'F' => FileTypeText.Describe(stat),
        'u' => stat.st_uid.ToString(),
        'U' => UserNames.Users().NameOf(stat.st_uid),
        'g' => stat.st_gid.ToString(),
        'G' => UserNames.Groups().NameOf(stat.st_gid),
        'h' => stat.st_nlink.ToString(),
        'i' => stat.st_ino.ToString(),
        'd' => Device(stat.st_dev, half),
        'D' => stat.st_dev.ToString("x"),
        'r' => Device(stat.st_rdev, half),
        't' => DeviceNumber.Major(stat.st_rdev).ToString("x"),
        'T' => DeviceNumber.Minor(stat.st_rdev).ToString("x"),
        'x' => Time(stat.st_atim),
        'X' => stat.st_atim.tv_sec.ToString(),
        'y' => Time(stat.st_mtim),
        'Y' => stat.st_mtim.tv_sec.ToString(),
        'z' => Time(stat.st_ctim),
        'Z' => stat.st_ctim.tv_sec.ToString(),
        _ => null,
    };

    private string QuotedName()
    {
        bool isLink = FileTypeText.IsSymbolicLink(stat) && Posix.Readlink(path).Try(out _, out _);
        if (!isLink) return path;

        _ = Posix.Readlink(path).Try(out string target, out _);
        return path + " -> " + target;
    }

    private static string Device(ulong device, char half) => half switch
    {
        'H' => DeviceNumber.Major(device).ToString(),
        'L' => DeviceNumber.Minor(device).ToString(),
        _ => device.ToString(),
    };

    private static string Time(Timespec time) => DateFormat.Format("%Y-%m-%d %H:%M:%S.%N %z", time.tv_sec, time.tv_nsec);
}

/// <summary>File systems by the magic number of statfs(2).</summary>
internal static class FileSystemNames
{
    public static string NameOf(long type) => type switch
    {
        0xEF53 => "ext2/ext3",
        0x01021994 => "tmpfs",
        0x9FA0 => "proc",
        0x62656572 => "sysfs",
        0x794C7630 => "overlayfs",
        0x1CD1 => "devpts",
        0x58465342 => "xfs",
        0x9123683E => "btrfs",
        _ => "UNKNOWN (0x" + type.ToString("x") + ")",
    };
}
