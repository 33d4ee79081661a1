// SPDX-License-Identifier: MIT
namespace Skift.Sh.Syntax;

internal enum RedirectionKind
{
    Input,
    Output,
    Clobber,
    Append,
    ReadWrite,
    DuplicateInput,
    DuplicateOutput,
    OutputAndError,
    AppendOutputAndError,
    HereDocument,
    HereString,
}

/// <summary>A redirection (POSIX.1-2024 XCU 2.7).</summary>
internal sealed class Redirection
{
    public Redirection(int descriptor, RedirectionKind kind, Word target)
    {
        Descriptor = descriptor;
        Kind = kind;
        Target = target;
    }

    public readonly int Descriptor;
    public readonly RedirectionKind Kind;

    /// <summary>File name, descriptor or text; a here-document's body is filled in when its lines have been read.</summary>
    public Word Target;
}

/// <summary>A here-document whose body is still to come after the next newline.</summary>
internal sealed class PendingHereDocument
{
    public PendingHereDocument(Redirection redirection, string delimiter, bool isQuoted, bool stripsTabs)
    {
        Redirection = redirection;
        Delimiter = delimiter;
        IsQuoted = isQuoted;
        StripsTabs = stripsTabs;
    }

    public readonly Redirection Redirection;
    public readonly string Delimiter;
    public readonly bool IsQuoted;
    public readonly bool StripsTabs;
}
