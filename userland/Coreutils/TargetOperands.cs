// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>The operands of cp, mv and ln: a source and a target, or several sources and a directory.</summary>
internal readonly struct TargetOperands
{
    private readonly string? _folder;
    private readonly string _target;

    private TargetOperands(string[] sources, string? folder, string target)
    {
        Sources = sources;
        _folder = folder;
        _target = target;
    }

    public string[] Sources { get; }

    public string TargetOf(string source) => _folder is null ? _target : PathText.Join(_folder, PathText.Basename(source));

    /// <param name="folder">Of <c>-t</c>, or null.</param>
    /// <param name="isNeverFolder">Of <c>-T</c>.</param>
    public static bool TryParse(string[] operands, string? folder, bool isNeverFolder, ToolIO io, out TargetOperands parsed)
    {
        parsed = default;
        if (operands.Length == 0)
        {
            _ = io.FailUsage("missing file operand");
            return false;
        }

        if (folder is not null)
        {
            parsed = new TargetOperands(operands, folder, "");
            return IsFolder(folder) || NotAFolder(folder, io);
        }

        if (operands.Length == 1)
        {
            _ = io.FailUsage($"missing destination file operand after '{operands[0]}'");
            return false;
        }

        string last = operands[^1];
        string[] sources = operands.AsSpan(0, operands.Length - 1).ToArray();
        if (isNeverFolder && sources.Length > 1)
        {
            _ = io.FailUsage($"extra operand '{operands[2]}'");
            return false;
        }

        bool isFolder = !isNeverFolder && IsFolder(last);
        parsed = new TargetOperands(sources, isFolder ? last : null, last);
        return isFolder || sources.Length == 1 || NotAFolder(last, io);
    }

    private static bool IsFolder(string path) => Posix.Stat(path).Try(out Stat stat, out _) && FileTypeText.IsDirectory(stat);

    private static bool NotAFolder(string path, ToolIO io)
    {
        io.Warn($"target '{path}'", Errno.ENOTDIR);
        return false;
    }
}
