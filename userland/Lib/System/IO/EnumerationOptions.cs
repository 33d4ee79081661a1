// SPDX-License-Identifier: MIT
namespace System.IO;

/// <summary>Which entries of a directory are wanted.</summary>
public class EnumerationOptions
{
    /// <summary>What the methods without options do.</summary>
    internal static readonly EnumerationOptions Compatible = new() { MatchType = MatchType.Win32, AttributesToSkip = 0, IgnoreInaccessible = false };

    internal static readonly EnumerationOptions CompatibleRecursive = new() { MatchType = MatchType.Win32, AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = true };

    public bool RecurseSubdirectories { get; set; }

    public bool IgnoreInaccessible { get; set; } = true;

    public FileAttributes AttributesToSkip { get; set; } = FileAttributes.Hidden | FileAttributes.System;

    public int MaxRecursionDepth
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = int.MaxValue;

    public MatchType MatchType { get; set; }

    public MatchCasing MatchCasing { get; set; }

    /// <summary>"." and ".." too.</summary>
    public bool ReturnSpecialDirectories { get; set; }

    internal static EnumerationOptions Of(SearchOption option) => option switch
    {
        SearchOption.TopDirectoryOnly => Compatible,
        SearchOption.AllDirectories => CompatibleRecursive,
        _ => throw new ArgumentOutOfRangeException("searchOption", "Enum value was out of legal range."),
    };
}
