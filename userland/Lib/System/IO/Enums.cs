// SPDX-License-Identifier: MIT
using System;

namespace System.IO;

public enum FileMode
{
    CreateNew = 1,
    Create = 2,
    Open = 3,
    OpenOrCreate = 4,
    Truncate = 5,
    Append = 6,
}

[Flags]
public enum FileAccess
{
    Read = 1,
    Write = 2,
    ReadWrite = 3,
}

/// <summary>What others may do meanwhile. Linux does not enforce it, so it is accepted and has no effect.</summary>
[Flags]
public enum FileShare
{
    None = 0,
    Read = 1,
    Write = 2,
    ReadWrite = 3,
    Delete = 4,
    Inheritable = 16,
}

public enum SeekOrigin
{
    Begin,
    Current,
    End,
}

public enum SearchOption
{
    TopDirectoryOnly,
    AllDirectories,
}
