// SPDX-License-Identifier: MIT
namespace Skift.Sh.Syntax;

internal enum TokenKind
{
    End,
    Newline,
    Semicolon,
    DoubleSemicolon,
    SemicolonAmpersand,
    Ampersand,
    AndIf,
    OrIf,
    Pipe,
    LeftParenthesis,
    RightParenthesis,
    Redirection,
    Word,
}

internal readonly struct Token
{
    public Token(TokenKind kind, Word? word = null, Redirection? redirection = null, int start = 0, int end = 0)
    {
        Kind = kind;
        Word = word;
        Redirection = redirection;
        Start = start;
        End = end;
    }

    public readonly TokenKind Kind;
    public readonly Word? Word;
    public readonly Redirection? Redirection;

    /// <summary>Where it stands in the scanner's log.</summary>
    public readonly int Start;
    public readonly int End;

    /// <summary>The text of an unquoted word, which may be a keyword or an alias.</summary>
    public string? Plain => Word?.Plain;

    /// <summary>How a message names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "end of file",
        TokenKind.Newline => "newline",
        TokenKind.Redirection => "redirection",
        TokenKind.Word => Keywords.IsKeyword(Plain) ? "\"" + Plain + "\"" : "word",
        _ => "\"" + Spelling(Kind) + "\"",
    };

    public static string Spelling(TokenKind kind) => kind switch
    {
        TokenKind.Semicolon => ";",
        TokenKind.DoubleSemicolon => ";;",
        TokenKind.SemicolonAmpersand => ";&",
        TokenKind.Ampersand => "&",
        TokenKind.AndIf => "&&",
        TokenKind.OrIf => "||",
        TokenKind.Pipe => "|",
        TokenKind.LeftParenthesis => "(",
        TokenKind.RightParenthesis => ")",
        _ => "",
    };
}

/// <summary>The reserved words (POSIX.1-2024 XCU 2.4, and <c>function</c>).</summary>
internal static class Keywords
{
    public static bool IsKeyword(string? text) => text switch
    {
        "!" or "{" or "}" or "case" or "do" or "done" or "elif" or "else" or "esac" or "fi" or "for" or "function" or "if" or "in"
            or "then" or "until" or "while" => true,
        _ => false,
    };

    /// <summary>It ends the list before it.</summary>
    public static bool EndsList(string? text) => text switch
    {
        "}" or "do" or "done" or "elif" or "else" or "esac" or "fi" or "then" => true,
        _ => false,
    };
}
