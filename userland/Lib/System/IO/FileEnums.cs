// SPDX-License-Identifier: MIT
namespace System.IO;

/// <summary>What a file is. Unix knows few of them; see <see cref="FileStatus"/>.</summary>
[Flags]
public enum FileAttributes
{
    None = 0,
    ReadOnly = 1,
    Hidden = 2,
    System = 4,
    Directory = 0x10,
    Archive = 0x20,
    Device = 0x40,
    Normal = 0x80,
    Temporary = 0x100,
    SparseFile = 0x200,
    ReparsePoint = 0x400,
    Compressed = 0x800,
    Offline = 0x1000,
    NotContentIndexed = 0x2000,
    Encrypted = 0x4000,
    IntegrityStream = 0x8000,
    NoScrubData = 0x20000,
}

/// <summary>Who may do what (chmod(2)).</summary>
[Flags]
public enum UnixFileMode
{
    None = 0,
    OtherExecute = 1,
    OtherWrite = 2,
    OtherRead = 4,
    GroupExecute = 8,
    GroupWrite = 0x10,
    GroupRead = 0x20,
    UserExecute = 0x40,
    UserWrite = 0x80,
    UserRead = 0x100,
    StickyBit = 0x200,
    SetGroup = 0x400,
    SetUser = 0x800,
}

public enum MatchCasing
{
    PlatformDefault,
    CaseSensitive,
    CaseInsensitive,
}

public enum MatchType
{
    /// <summary><c>*</c> is any text, <c>?</c> any character.</summary>
    Simple,

    /// <summary>As on Windows: see <see cref="FileNamePattern"/>.</summary>
    Win32,
}
