// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Prints a group of files in one of ls's layouts.</summary>
internal sealed class LsPrinter(LsRequest request, ToolWriter output)
{
    private readonly long _now = DateParser.Now();

    public static Timespec TimeOf(in Stat stat, char which) => which switch
    {
        'c' => stat.st_ctim,
        'u' => stat.st_atim,
        _ => stat.st_mtim,
    };

    public void Print(List<LsEntry> entries, bool withTotal)
    {
        if (withTotal && (request.Layout == LsLayout.Long || request.ShowsBlocks))
        {
            long blocks = 0;
            foreach (LsEntry entry in entries)
            {
                blocks += entry.Stat.st_blocks;
            }

            output.WriteLine("total " + (request.IsHuman ? SizeText.Human((ulong)blocks * 512) : ((blocks + 1) / 2).ToString()));
        }

        switch (request.Layout)
        {
            case LsLayout.Long: PrintLong(entries); break;
            case LsLayout.Columns: PrintColumns(entries, isAcross: false); break;
            case LsLayout.Across: PrintColumns(entries, isAcross: true); break;
            case LsLayout.Commas: PrintCommas(entries); break;
            default:
                foreach (LsEntry entry in entries)
                {
                    output.WriteLine(Prefix(entry, entries) + NameOf(entry, out _));
                }

                break;
        }
    }

    private void PrintLong(List<LsEntry> entries)
    {
        string[][] rows = new string[entries.Count][];
        int[] widths = new int[6];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = LongFields(entries[i]);
            for (int column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], rows[i][column].Length);
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            string[] row = rows[i];
            var line = new StringBuilder(Prefix(entries[i], entries));
            line.Append(row[0]).Append(' ').Append(row[1].PadLeft(widths[1])).Append(' ');
            if (!request.HidesOwner)
            {
                line.Append(row[2].PadRight(widths[2])).Append(' ');
            }

            if (!request.HidesGroup)
            {
                line.Append(row[3].PadRight(widths[3])).Append(' ');
            }

            line.Append(row[4].PadLeft(widths[4])).Append(' ').Append(row[5]).Append(' ').Append(NameOf(entries[i], out _));
            if (entries[i].IsLink && Posix.Readlink(entries[i].Path).Try(out string target, out _))
            {
                line.Append(" -> ").Append(target);
            }

            output.WriteLine(line.ToString());
        }
    }

    private string[] LongFields(LsEntry entry)
    {
        ref readonly Stat stat = ref entry.Stat;
        bool isDevice = (stat.st_mode & StatMode.S_IFMT) is StatMode.S_IFCHR or StatMode.S_IFBLK;
        string size = isDevice ? $"{DeviceNumber.Major(stat.st_rdev)}, {DeviceNumber.Minor(stat.st_rdev).ToString().PadLeft(3)}"
            : request.IsHuman ? SizeText.Human((ulong)stat.st_size) : stat.st_size.ToString();
        Timespec time = TimeOf(stat, request.Time);
        string when = request.HasFullTime ? DateFormat.Format("%Y-%m-%d %H:%M:%S.%N %z", time.tv_sec, time.tv_nsec) : DateFormat.ForListing(time.tv_sec, _now);
        string owner = request.IsNumeric ? stat.st_uid.ToString() : UserNames.Users().NameOf(stat.st_uid);
        string group = request.IsNumeric ? stat.st_gid.ToString() : UserNames.Groups().NameOf(stat.st_gid);
        return [FileModeText.Format(stat.st_mode), stat.st_nlink.ToString(), owner, group, size, when];
    }

    private void PrintColumns(List<LsEntry> entries, bool isAcross)
    {
        int count = entries.Count;
        if (count == 0) return;

        string[] names = new string[count];
        int[] widths = new int[count];
        for (int i = 0; i < count; i++)
        {
            string prefix = Prefix(entries[i], entries);
            names[i] = prefix + NameOf(entries[i], out int width);
            widths[i] = prefix.Length + width;
        }

        // As many columns as fit, two spaces between.
        int wanted = count;
        int[] columns = Fit(widths, wanted, isAcross);
        while (wanted > 1 && Sum(columns) >= request.Width)
        {
            columns = Fit(widths, --wanted, isAcross);
        }

        int rows = (count + wanted - 1) / wanted;
        for (int row = 0; row < rows; row++)
        {
            int pending = 0;
            for (int column = 0; column < columns.Length; column++)
            {
                int index = isAcross ? row * columns.Length + column : column * rows + row;
                if (index < count && (isAcross || row < rows))
                {
                    output.Write(new string(' ', pending));
                    output.Write(names[index]);
                    pending = columns[column] + 2 - widths[index];
                }
            }

            output.WriteLine();
        }
    }

    private static int[] Fit(int[] widths, int wanted, bool isAcross)
    {
        int[] columns = new int[wanted];
        int rows = (widths.Length + wanted - 1) / wanted;
        for (int i = 0; i < widths.Length; i++)
        {
            int column = isAcross ? i % columns.Length : i / rows;
            columns[column] = Math.Max(columns[column], widths[i]);
        }

        return columns;
    }

    private static int Sum(int[] columns)
    {
        int sum = (columns.Length - 1) * 2;
        foreach (int width in columns)
        {
            sum += width;
        }

        return sum;
    }

    private void PrintCommas(List<LsEntry> entries)
    {
        int column = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            string name = Prefix(entries[i], entries) + NameOf(entries[i], out int width);
            bool isLast = i == entries.Count - 1;
            if (column > 0 && column + width + (isLast ? 0 : 1) >= request.Width)
            {
                output.WriteLine();
                column = 0;
            }
            else if (column > 0)
            {
                output.Write(' ');
                column++;
            }

            output.Write(name + (isLast ? "\n" : ","));
            column += width + 1;
        }
    }

    /// <summary>Inode and blocks, as wide as the largest of the group.</summary>
    private string Prefix(LsEntry entry, List<LsEntry> group)
    {
        string prefix = "";
        if (request.ShowsInode)
        {
            prefix += entry.Stat.st_ino.ToString().PadLeft(Widest(group, other => other.Stat.st_ino.ToString())) + " ";
        }

        if (request.ShowsBlocks)
        {
            prefix += BlocksOf(entry).PadLeft(Widest(group, BlocksOf)) + " ";
        }

        return prefix;
    }

    private string BlocksOf(LsEntry entry) =>
        request.IsHuman ? SizeText.Human((ulong)entry.Stat.st_blocks * 512) : ((entry.Stat.st_blocks + 1) / 2).ToString();

    private static int Widest(List<LsEntry> group, Func<LsEntry, string> field)
    {
        int widest = 0;
        foreach (LsEntry entry in group)
        {
            widest = Math.Max(widest, field(entry).Length);
        }

        return widest;
    }

    private string NameOf(LsEntry entry, out int width)
    {
        string mark = MarkOf(entry);
        string name = Printable(entry.Name) + mark;
        width = name.Length;
        string color = request.IsColored ? ColorOf(entry) : "";
        return color.Length == 0 ? name : "\e[" + color + "m" + name.Substring(0, name.Length - mark.Length) + "\e[0m" + mark;
    }

    private string MarkOf(LsEntry entry)
    {
        StatMode type = entry.Stat.st_mode & StatMode.S_IFMT;
        if (type == StatMode.S_IFDIR) return request.MarksDirectories ? "/" : "";

        if (!request.Classifies) return "";

        return type switch
        {
            StatMode.S_IFLNK => request.Layout == LsLayout.Long ? "" : "@",
            StatMode.S_IFIFO => "|",
            StatMode.S_IFSOCK => "=",
            StatMode.S_IFREG when IsExecutable(entry) => "*",
            _ => "",
        };
    }

    private static bool IsExecutable(LsEntry entry) => (entry.Stat.st_mode & (StatMode.S_IXUSR | StatMode.S_IXGRP | StatMode.S_IXOTH)) != 0;

    private static string ColorOf(LsEntry entry) => (entry.Stat.st_mode & StatMode.S_IFMT) switch
    {
        StatMode.S_IFDIR => "01;34",
        StatMode.S_IFLNK => "01;36",
        StatMode.S_IFIFO => "33",
        StatMode.S_IFSOCK => "01;35",
        StatMode.S_IFCHR or StatMode.S_IFBLK => "01;33",
        _ => IsExecutable(entry) ? "01;32" : "",
    };

    private string Printable(string name)
    {
        if (!request.HidesControls && !request.EscapesControls) return name;

        var text = new StringBuilder();
        foreach (char c in name)
        {
            bool isUnprintable = char.IsControl(c) || (char.IsSurrogate(c) && c is >= '\uDC80' and <= '\uDCFF');
            if (!isUnprintable)
            {
                text.Append(c);
            }
            else if (request.EscapesControls)
            {
                text.Append('\\').Append(Convert.ToString(c & 0xFF, 8).PadLeft(3, '0'));
            }
            else
            {
                text.Append('?');
            }
        }

        return text.ToString();
    }
}
