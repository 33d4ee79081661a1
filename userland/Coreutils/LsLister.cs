// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>A file in a listing.</summary>
internal sealed class LsEntry(string path, string name, Stat stat)
{
    private readonly Stat _stat = stat;

    public string Path => path;

    public string Name => name;

    public ref readonly Stat Stat => ref _stat;

    public bool IsDirectory => FileTypeText.IsDirectory(_stat);

    public bool IsLink => FileTypeText.IsSymbolicLink(_stat);
}

/// <summary>Finds and sorts what ls lists, and prints each group through <see cref="LsPrinter"/>.</summary>
internal sealed class LsLister(LsRequest request, ToolIO io)
{
    private readonly LsPrinter _printer = new(request, io.Out);
    private int _status;
    private bool _printsTitles;
    private bool _isFirst = true;

    /// <returns>0; 1 if something below could not be read; 2 if an operand could not.</returns>
    public int List(string[] operands)
    {
        List<LsEntry> files = [];
        List<LsEntry> folders = [];
        foreach (string operand in operands.Length == 0 ? ["."] : operands)
        {
            // A link named on the command line is followed unless the listing is of links themselves.
            bool follow = request.FollowsLinks || (request.Layout != LsLayout.Long && !request.Classifies && !request.ListsDirectories);
            if (!TryStat(operand, follow, out Stat stat, out Errno error))
            {
                _status = io.Fail($"cannot access '{operand}'", error, 2);
                continue;
            }

            var entry = new LsEntry(operand, operand, stat);
            (entry.IsDirectory && !request.ListsDirectories ? folders : files).Add(entry);
        }

        Sort(files);
        Sort(folders);
        _printer.Print(files, withTotal: false);
        _isFirst = files.Count == 0;
        _printsTitles = operands.Length > 1 || request.IsRecursive;
        foreach (LsEntry folder in folders)
        {
            ListFolder(folder.Path, isOperand: true);
        }

        return _status;
    }

    private static bool TryStat(string path, bool follow, out Stat stat, out Errno error) =>
        (follow && Posix.Stat(path).Try(out stat, out error)) || Posix.Lstat(path).Try(out stat, out error);

    private void ListFolder(string path, bool isOperand)
    {
        if (!Posix.Opendir(path).Try(out DirectoryStream stream, out Errno error))
        {
            _status = Math.Max(_status, io.Fail($"cannot open directory '{path}'", error, isOperand ? 2 : 1));
            return;
        }

        if (_printsTitles)
        {
            io.Out.WriteLine((_isFirst ? "" : "\n") + path + ":");
        }

        _isFirst = false;
        List<LsEntry> entries = [];
        using (DirectoryStream directory = stream)
        {
            while (directory.Read(out DirectoryEntry found))
            {
                bool isShown = PathText.IsDots(found.Name) ? request.ShowsDots : request.ShowsHidden || !found.Name.StartsWith('.');
                if (isShown)
                {
                    Add(path, found.Name, entries);
                }
            }

            if (directory.Error != Errno.None)
            {
                _status = Math.Max(_status, io.Fail($"reading directory '{path}'", directory.Error));
            }
        }

        Sort(entries);
        _printer.Print(entries, withTotal: true);
        if (!request.IsRecursive) return;

        foreach (LsEntry entry in entries)
        {
            if (entry.IsDirectory && !PathText.IsDots(entry.Name))
            {
                ListFolder(entry.Path, isOperand: false);
            }
        }
    }

    private void Add(string folder, string name, List<LsEntry> entries)
    {
        string path = PathText.Join(folder, name);
        if (TryStat(path, request.FollowsLinks, out Stat stat, out Errno error))
        {
            entries.Add(new LsEntry(path, name, stat));
        }
        else if (error != Errno.ENOENT)
        {
            // A file removed between the two calls is simply no longer there.
            _status = Math.Max(_status, io.Fail($"cannot access '{path}'", error));
        }
    }

    private void Sort(List<LsEntry> entries)
    {
        if (request.Sort == 'U') return;

        entries.Sort((a, b) =>
        {
            if (request.DirectoriesFirst && a.IsDirectory != b.IsDirectory) return a.IsDirectory ? -1 : 1;

            int order = request.Sort switch
            {
                'S' => b.Stat.st_size.CompareTo(a.Stat.st_size),
                't' => Compare(LsPrinter.TimeOf(b.Stat, request.Time), LsPrinter.TimeOf(a.Stat, request.Time)),
                'X' => string.CompareOrdinal(ExtensionOf(a.Name), ExtensionOf(b.Name)),
                'v' => VersionText.Compare(a.Name, b.Name),
                _ => 0,
            };
            order = order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
            return request.IsReversed ? -order : order;
        });
    }

    private static int Compare(Timespec a, Timespec b) =>
        a.tv_sec != b.tv_sec ? a.tv_sec.CompareTo(b.tv_sec) : a.tv_nsec.CompareTo(b.tv_nsec);

    private static string ExtensionOf(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name.Substring(dot);
    }
}
