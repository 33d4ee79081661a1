// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Files;

/// <summary>How a path walk treats the end of the name.</summary>
[Flags]
internal enum WalkFlags
{
    None = 0,
    /// <summary>Follow a symbolic link at the end (one with a slash behind it is always followed).</summary>
    Follow = 1,
    /// <summary>The result must be a directory.</summary>
    Directory = 2,
    /// <summary>An empty name means the start itself (<c>AT_EMPTY_PATH</c>).</summary>
    AllowEmpty = 4,
    /// <summary>Do not look the last component up; tell its parent and name.</summary>
    StopAtLast = 8,
}

/// <summary>What kind of name the last component of a path is.</summary>
internal enum LastKind
{
    Normal,
    /// <summary>The path is only slashes.</summary>
    Root,
    Dot,
    DotDot,
}

/// <summary>Where a name to be created or removed belongs.</summary>
internal ref struct LastComponent
{
    internal Path Parent;
    internal ReadOnlySpan<byte> Name;
    internal LastKind Kind;
    /// <summary>Slashes follow the name: only a directory will do.</summary>
    internal bool HasTrailingSlash;
}
