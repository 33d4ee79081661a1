// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Text;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Grep
{
    public const string Help = """
        Usage: grep [OPTION]... PATTERN [FILE]...
               grep [OPTION]... -e PATTERN | -f FILE ... [FILE]...
        Prints lines that match a regular expression.
          -E, --extended-regexp  extended expressions
          -F, --fixed-strings    plain text
          -G, --basic-regexp     basic expressions (the default)
          -e, --regexp=PATTERN   several patterns; a line matches if one does
          -f, --file=FILE        patterns from FILE, one a line
          -i, --ignore-case      without regard to case
          -v, --invert-match     lines that do not match
          -w, --word-regexp      only whole words
          -x, --line-regexp      only whole lines
          -c, --count            how many lines
          -l, --files-with-matches; -L, --files-without-match
          -q, --quiet            only the exit status
          -s, --no-messages      no messages about files
          -n, --line-number      with line numbers
          -b, --byte-offset      with the offset of the line
          -H, --with-filename; -h, --no-filename
          -o, --only-matching    only what matches
          -m, --max-count=NUM    stop after NUM lines
          -A, -B, -C NUM         lines of context after, before, around
          -r, -R, --recursive    directories with all that is in them
              --include=GLOB, --exclude=GLOB, --exclude-dir=GLOB  with -r
          -a, --text             binary files as text
          -z, --null-data        lines end with a zero byte
              --color[=WHEN]     colours: always, auto or never
        Exit status: 0 if a line matched, 1 if none, 2 after an error.

        """;

    private static readonly LongOption[] s_options =
    [
        new("extended-regexp", 'E'), new("fixed-strings", 'F'), new("basic-regexp", 'G'), new("regexp", 'e', OptionArgument.Required),
        new("file", 'f', OptionArgument.Required), new("ignore-case", 'i'), new("invert-match", 'v'), new("word-regexp", 'w'),
        new("line-regexp", 'x'), new("count", 'c'), new("files-with-matches", 'l'), new("files-without-match", 'L'), new("quiet", 'q'),
        new("silent", 'q'), new("no-messages", 's'), new("line-number", 'n'), new("byte-offset", 'b'), new("with-filename", 'H'),
        new("no-filename", 'h'), new("only-matching", 'o'), new("max-count", 'm', OptionArgument.Required),
        new("after-context", 'A', OptionArgument.Required), new("before-context", 'B', OptionArgument.Required),
        new("context", 'C', OptionArgument.Required), new("recursive", 'r'), new("dereference-recursive", 'R'), new("text", 'a'),
        new("null-data", 'z'), new("include", 1, OptionArgument.Required), new("exclude", 2, OptionArgument.Required),
        new("exclude-dir", 3, OptionArgument.Required), new("color", 4, OptionArgument.Optional), new("colour", 4, OptionArgument.Optional),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var request = new GrepRequest();
        OptionParser options = new("EFGe:f:ivwxclLqsnbHhom:A:B:C:rRaz", s_options, args, io, usageStatus: 2);
        while (options.Next(out int option))
        {
            if (!Apply(option, options.Argument, request, io)) return 2;
        }

        if (options.IsDone) return options.Status;

        ReadOnlySpan<string> operands = options.Operands;
        if (request.Patterns is null)
        {
            if (operands.Length == 0) return io.FailUsage("no pattern", 2);

            request.AddPatterns(operands[0]);
            operands = operands.Slice(1);
        }

        if (!GrepMatcher.TryCreate(request, io, out GrepMatcher? matcher)) return 2;

        return new GrepSearch(request, matcher!, io).Run(operands);
    }

    private static bool Apply(int option, string argument, GrepRequest request, ToolIO io)
    {
        switch (option)
        {
            case 'E': request.Syntax = RegexSyntax.Extended; break;
            case 'F': request.Syntax = RegexSyntax.Literal; break;
            case 'G': request.Syntax = RegexSyntax.Basic; break;
            case 'e': request.AddPatterns(argument); break;
            case 'f': return AddFile(argument, request, io);
            case 'i': request.IgnoresCase = true; break;
            case 'v': request.IsInverted = true; break;
            case 'w': request.WholeWords = true; break;
            case 'x': request.WholeLines = true; break;
            case 'c' or 'l' or 'L': request.Summary = (char)option; break;
            case 'q': request.IsQuiet = true; break;
            case 's': request.HidesErrors = true; break;
            case 'n': request.ShowsNumbers = true; break;
            case 'b': request.ShowsOffsets = true; break;
            case 'H': request.ShowsNames = true; break;
            case 'h': request.ShowsNames = false; break;
            case 'o': request.OnlyMatching = true; break;
            case 'r' or 'R': request.IsRecursive = true; request.FollowsLinks = option == 'R'; break;
            case 'a': request.IsText = true; break;
            case 'z': request.End = 0; break;
            case 1: request.Included.Add(argument); break;
            case 2: request.Excluded.Add(argument); break;
            case 3: request.ExcludedFolders.Add(argument); break;
            case 4: request.IsColored = argument is "always" || (argument is "" or "auto" && Posix.Isatty(1)); break;
            default: return ApplyNumber(option, argument, request, io);
        }

        return true;
    }

    private static bool ApplyNumber(int option, string argument, GrepRequest request, ToolIO io)
    {
        if (!SizeText.TryParseCount(argument, out long number))
        {
            io.Warn(option == 'm' ? "invalid max count" : $"{argument}: invalid context length argument");
            return false;
        }

        request.Before = option is 'B' or 'C' ? number : request.Before;
        request.After = option is 'A' or 'C' ? number : request.After;
        request.MaximumCount = option == 'm' ? number : request.MaximumCount;
        return true;
    }

    private static bool AddFile(string path, GrepRequest request, ToolIO io)
    {
        if (!FileInput.TryOpen(path, io, out FileInput input)) return false;

        using (input)
        {
            Errno error = input.ReadAll(out byte[] content);
            string text = ByteString.Decode(content);
            request.Patterns ??= [];
            if (text.Length > 0)
            {
                request.AddPatterns(text.EndsWith('\n') ? text.Substring(0, text.Length - 1) : text);
            }

            return error == Errno.None || io.Fail(path, error, 2) == 0;
        }
    }
}

/// <summary>What the options ask for.</summary>
internal sealed class GrepRequest
{
    public List<string>? Patterns;
    public RegexSyntax Syntax;
    public bool IgnoresCase, IsInverted, WholeWords, WholeLines, IsQuiet, HidesErrors, ShowsNumbers, ShowsOffsets, OnlyMatching;
    public bool IsRecursive, FollowsLinks, IsText, IsColored;
    public bool? ShowsNames;
    public char Summary;
    public long Before, After;
    public long MaximumCount = long.MaxValue;
    public byte End = (byte)'\n';
    public readonly List<string> Included = [];
    public readonly List<string> Excluded = [];
    public readonly List<string> ExcludedFolders = [];

    /// <summary>A newline separates patterns.</summary>
    public void AddPatterns(string text) => (Patterns ??= []).AddRange(text.Split('\n'));
}
