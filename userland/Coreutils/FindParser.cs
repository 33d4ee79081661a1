// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Text;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Parses the expression. Null means an error, which <see cref="Error"/> tells.</summary>
internal ref struct FindParser(ReadOnlySpan<string> tokens, FindRequest request, ToolIO io)
{
    private const int MaximumDepth = 200;

    private readonly ReadOnlySpan<string> _tokens = tokens;
    private int _index;
    private int _depth;
    private bool _hasAction;

    public string Error { get; private set; } = "";

    /// <summary>The expression, with -print behind it if it does nothing itself.</summary>
    public FindNode? Parse()
    {
        FindNode? expression = _tokens.Length == 0 ? FindNode.Of(_ => true) : ParseList();
        if (expression is null) return null;

        if (_index < _tokens.Length) return Fail(_tokens[_index] == ")" ? "you have too many ')'" : $"paths must precede expression: '{_tokens[_index]}'");

        ToolWriter output = io.Out;
        return _hasAction ? expression : FindNode.And(expression, FindNode.Of(file => FindActions.Print(file, output, '\n')));
    }

    private FindNode? Fail(string error)
    {
        Error = Error.Length == 0 ? error : Error;
        return null;
    }

    private bool Take(string token)
    {
        bool isHere = _index < _tokens.Length && _tokens[_index] == token;
        _index += isHere ? 1 : 0;
        return isHere;
    }

    private FindNode? ParseList()
    {
        FindNode? left = ParseOr();
        while (left is not null && Take(","))
        {
            FindNode? right = ParseOr();
            left = right is null ? null : FindNode.List(left, right);
        }

        return left;
    }

    private FindNode? ParseOr()
    {
        FindNode? left = ParseAnd();
        while (left is not null && (Take("-o") || Take("-or")))
        {
            FindNode? right = ParseAnd();
            left = right is null ? null : FindNode.Or(left, right);
        }

        return left;
    }

    private FindNode? ParseAnd()
    {
        FindNode? left = ParseNot();
        while (left is not null && _index < _tokens.Length && _tokens[_index] is not (")" or "-o" or "-or" or ","))
        {
            _ = Take("-a") || Take("-and");
            FindNode? right = ParseNot();
            left = right is null ? null : FindNode.And(left, right);
        }

        return left;
    }

    private FindNode? ParseNot()
    {
        bool isNegated = false;
        while (Take("!") || Take("-not"))
        {
            isNegated = !isNegated;
        }

        FindNode? node = ParsePrimary();
        return node is not null && isNegated ? FindNode.Not(node) : node;
    }

    private FindNode? ParsePrimary()
    {
        if (_index == _tokens.Length) return Fail(_index == 0 ? "expected an expression" : $"expected an expression after '{_tokens[_index - 1]}'");

        string token = _tokens[_index++];
        if (token == "(")
        {
            if (++_depth > MaximumDepth) return Fail("expression too deep");

            FindNode? inner = ParseList();
            if (inner is null) return null;

            _depth--;
            return Take(")") ? inner : Fail("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
        }

        return token.StartsWith('-') ? ParseTest(token) : Fail($"paths must precede expression: '{token}'");
    }

    private FindNode? ParseTest(string name)
    {
        FindRequest search = request;
        ToolWriter output = io.Out;
        switch (name)
        {
            case "-true": return FindNode.Of(_ => true);
            case "-false": return FindNode.Of(_ => false);
            case "-depth" or "-d": request.IsDepthFirst = true; return FindNode.Of(_ => true);
            case "-xdev" or "-mount": request.StaysOnDevice = true; return FindNode.Of(_ => true);
            case "-follow": request.FollowsLinks = true; return FindNode.Of(_ => true);
            case "-empty": return FindNode.Of(FindTests.IsEmpty);
            case "-readable": return FindNode.Of(file => Posix.Access(file.Path, AccessMode.R_OK) == Errno.None);
            case "-writable": return FindNode.Of(file => Posix.Access(file.Path, AccessMode.W_OK) == Errno.None);
            case "-executable": return FindNode.Of(file => Posix.Access(file.Path, AccessMode.X_OK) == Errno.None);
            case "-prune": return FindNode.Of(file => file.IsPruned = true);
            case "-print": _hasAction = true; return FindNode.Of(file => FindActions.Print(file, output, '\n'));
            case "-print0": _hasAction = true; return FindNode.Of(file => FindActions.Print(file, output, '\0'));
            case "-quit": _hasAction = true; return FindNode.Of(_ => search.IsQuit = true);
            case "-ls": _hasAction = true; return FindNode.Of(file => FindActions.List(file, output, search.Now));
            case "-delete":
                _hasAction = request.IsDepthFirst = true;
                ToolIO messages = io;
                return FindNode.Of(file => FindActions.Delete(file, search, messages));
            case "-exec" or "-ok": return ParseExec(name);
        }

        if (_index == _tokens.Length) return Fail(FindTests.IsKnown(name) ? $"missing argument to '{name}'" : $"unknown predicate '{name}'");

        return ParseTestWithArgument(name, _tokens[_index++]);
    }

    private FindNode? ParseTestWithArgument(string name, string argument)
    {
        FindRequest search = request;
        ToolWriter output = io.Out;
        switch (name)
        {
            case "-name" or "-iname":
                bool ignoresCase = name == "-iname";
                return FindNode.Of(file => Glob.IsMatch(argument, file.Name, ignoresCase));
            case "-path" or "-wholename" or "-ipath":
                ignoresCase = name == "-ipath";
                return FindNode.Of(file => Glob.IsMatch(argument, file.Path, ignoresCase));
            case "-lname": return FindNode.Of(file => Posix.Readlink(file.Path).Try(out string target, out _) && Glob.IsMatch(argument, target));
            case "-regex" or "-iregex":
                RegexSyntax syntax = name == "-iregex" ? RegexSyntax.IgnoreCase : RegexSyntax.Basic;
                return PosixRegex.TryCompile(argument, syntax, out PosixRegex? regex, out string error)
                    ? FindNode.Of(file => FindTests.IsWholeMatch(regex!, file.Path)) : Fail(error);
            case "-type": return ParseType(argument);
            case "-size": return ParseSize(argument);
            case "-perm": return ParsePermissions(argument);
            case "-user" or "-group": return ParseOwner(name, argument);
            case "-newer" or "-anewer" or "-cnewer" or "-samefile": return ParseReference(name, argument);
            case "-maxdepth" or "-mindepth":
                if (!int.TryParse(argument, out int depth) || depth < 0) return Fail($"Expected a positive decimal integer argument to {name}, but got '{argument}'");

                request.MaximumDepth = name == "-maxdepth" ? depth : request.MaximumDepth;
                request.MinimumDepth = name == "-mindepth" ? depth : request.MinimumDepth;
                return FindNode.Of(_ => true);
            case "-printf": _hasAction = true; return FindNode.Of(file => FindActions.PrintFormat(file, argument, output));
        }

        return FindTests.NumberOf(name, search.Now) is Func<FindFile, long> number ? ParseNumber(name, argument, number) : Fail($"unknown predicate '{name}'");
    }

    private FindNode? ParseNumber(string name, string argument, Func<FindFile, long> number)
    {
        char sign = argument.Length > 0 && argument[0] is '+' or '-' ? argument[0] : '\0';
        if (!SizeText.TryParseCount(sign == 0 ? argument : argument.Substring(1), out long limit)) return Fail($"invalid argument '{argument}' to '{name}'");

        return FindNode.Of(file => FindTests.Compare(number(file), sign, limit));
    }

    private FindNode? ParseType(string argument)
    {
        foreach (string letter in argument.Split(','))
        {
            if (letter.Length != 1 || !"bcdflps".Contains(letter[0])) return Fail($"Unknown argument to -type: {letter}");
        }

        string wanted = argument.Replace('f', '-');
        return FindNode.Of(file => wanted.Contains(FileModeText.TypeLetter(file.Stat.st_mode)));
    }

    private FindNode? ParseSize(string argument)
    {
        char sign = argument.Length > 0 && argument[0] is '+' or '-' ? argument[0] : '\0';
        string number = sign == 0 ? argument : argument.Substring(1);
        long unit = number.Length == 0 ? 0 : number[^1] switch { 'c' => 1, 'w' => 2, 'k' => 1024, 'M' => 1 << 20, 'G' => 1 << 30, 'b' => 512, _ => 0 };
        string digits = unit == 0 ? number : number.Substring(0, number.Length - 1);
        unit = unit == 0 ? 512 : unit;
        if (!SizeText.TryParseCount(digits, out long limit)) return Fail($"Invalid argument '{argument}' to -size");

        return FindNode.Of(file => FindTests.Compare((file.Stat.st_size + unit - 1) / unit, sign, limit));
    }

    private FindNode? ParsePermissions(string argument)
    {
        char kind = argument.Length > 0 && argument[0] is '-' or '/' ? argument[0] : '\0';
        if (!FileModeText.TryApply(kind == 0 ? argument : argument.Substring(1), StatMode.None, StatMode.None, out StatMode wanted)) return Fail($"invalid mode '{argument}'");

        return FindNode.Of(file =>
        {
            StatMode mode = file.Stat.st_mode & StatMode.Permissions;
            return kind switch { '-' => (mode & wanted) == wanted, '/' => wanted == 0 || (mode & wanted) != 0, _ => mode == wanted };
        });
    }

    private FindNode? ParseOwner(string name, string argument)
    {
        bool isUser = name == "-user";
        if (!(isUser ? UserNames.Users() : UserNames.Groups()).TryFind(argument, out uint id))
        {
            return Fail($"'{argument}' is not the name of a known {(isUser ? "user" : "group")}");
        }

        return FindNode.Of(file => (isUser ? file.Stat.st_uid : file.Stat.st_gid) == id);
    }

    private FindNode? ParseReference(string name, string argument)
    {
        if (!Posix.Stat(argument).Try(out Stat reference, out Errno error)) return Fail($"'{argument}': {Posix.Strerror(error)}");

        if (name == "-samefile") return FindNode.Of(file => file.Stat.st_dev == reference.st_dev && file.Stat.st_ino == reference.st_ino);

        char which = name switch { "-anewer" => 'u', "-cnewer" => 'c', _ => 'm' };
        return FindNode.Of(file =>
        {
            Timespec time = LsPrinter.TimeOf(file.Stat, which);
            return time.tv_sec > reference.st_mtim.tv_sec || (time.tv_sec == reference.st_mtim.tv_sec && time.tv_nsec > reference.st_mtim.tv_nsec);
        });
    }

    private FindNode? ParseExec(string name)
    {
        int start = _index;
        while (_index < _tokens.Length && _tokens[_index] != ";" && !(_tokens[_index] == "+" && _index > start && _tokens[_index - 1] == "{}"))
        {
            _index++;
        }

        if (_index == _tokens.Length || _index == start) return Fail($"missing argument to '{name}'");

        bool isBatch = _tokens[_index] == "+";
        string[] command = _tokens.Slice(start, _index++ - start).ToArray();
        var exec = new FindExec(command, isBatch, name == "-ok", request, io);
        _hasAction = true;
        if (isBatch)
        {
            request.Pending.Add(exec);
        }

        return FindNode.Of(exec.Run);
    }
}
