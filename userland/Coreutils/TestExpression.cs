// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Coreutils;

/// <summary>Evaluates the words of a condition. With up to four words POSIX says by their number what each one is.</summary>
internal ref struct TestExpression
{
    private readonly ReadOnlySpan<string> _words;
    private readonly TextMatcher? _matcher;
    private int _at;

    internal TestExpression(ReadOnlySpan<string> words, TextMatcher? matcher)
    {
        _words = words;
        _matcher = matcher;
        _at = 0;
    }

    internal bool Evaluate()
    {
        switch (_words.Length)
        {
            case 0:
                return false;
            case 1:
                return _words[0].Length > 0;
            case 3 when IsBinary(_words[1]):
                return Binary(_words[0], _words[1], _words[2]);
            case 4 when _words[0] == "!" && IsBinary(_words[2]):
                return !Binary(_words[1], _words[2], _words[3]);
        }

        bool value = Or();
        return _at == _words.Length ? value : throw new TestError(_words[_at] + ": unknown operand");
    }

    private bool Or()
    {
        bool value = And();
        while (_at < _words.Length && _words[_at] is "-o" or "||")
        {
            _at++;
            value |= And();
        }

        return value;
    }

    private bool And()
    {
        bool value = Not();
        while (_at < _words.Length && _words[_at] is "-a" or "&&")
        {
            _at++;
            value &= Not();
        }

        return value;
    }

    private bool Not()
    {
        if (_at + 1 < _words.Length && _words[_at] == "!" && !(_at + 2 < _words.Length && IsBinary(_words[_at + 1])))
        {
            _at++;
            return !Not();
        }

        return Primary();
    }

    private bool Primary()
    {
        if (_at == _words.Length)
        {
            throw new TestError("argument expected");
        }

        string word = _words[_at];
        if (_at + 2 < _words.Length && IsBinary(_words[_at + 1]))
        {
            _at += 3;
            return Binary(word, _words[_at - 2], _words[_at - 1]);
        }

        if (word == "(" && _at + 1 < _words.Length)
        {
            _at++;
            bool value = Or();
            if (_at == _words.Length || _words[_at] != ")")
            {
                throw new TestError("closing paren expected");
            }

            _at++;
            return value;
        }

        if (IsUnary(word) && _at + 1 < _words.Length)
        {
            _at += 2;
            return Unary(word[1], _words[_at - 1]);
        }

        _at++;
        return word.Length > 0;
    }

    private static bool IsBinary(string word) => word switch
    {
        "=" or "==" or "!=" or "<" or ">" or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef" => true,
        _ => false,
    };

    private static bool IsUnary(string word) => word.Length == 2 && word[0] == '-' && "bcdefghknoprstuwxzGLNOS".Contains(word[1]) && word != "-o";

    private readonly bool Binary(string left, string op, string right)
    {
        switch (op)
        {
            case "=" or "==":
                return Matches(left, right);
            case "!=":
                return !Matches(left, right);
            case "<":
                return string.CompareOrdinal(left, right) < 0;
            case ">":
                return string.CompareOrdinal(left, right) > 0;
            case "-nt" or "-ot" or "-ef":
                return CompareFiles(left, op, right);
        }

        int order = ParseNumber(left).CompareTo(ParseNumber(right));
        return op switch
        {
            "-eq" => order == 0,
            "-ne" => order != 0,
            "-lt" => order < 0,
            "-le" => order <= 0,
            "-gt" => order > 0,
            _ => order >= 0,
        };
    }

    private readonly bool Matches(string left, string right) => _matcher == null ? left == right : _matcher(left, right);

    private static long ParseNumber(string text) =>
        long.TryParse(text.Trim(), out long value) ? value : throw new TestError(text + ": bad number");

    private static bool CompareFiles(string left, string op, string right)
    {
        bool hasLeft = Posix.Stat(left).Try(out Stat first, out _);
        bool hasRight = Posix.Stat(right).Try(out Stat second, out _);
        if (op == "-ef")
        {
            return hasLeft && hasRight && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
        }

        // A file that is not there is older than any (POSIX.1-2024 XCU test).
        if (!hasLeft || !hasRight)
        {
            return op == "-nt" ? hasLeft : hasRight;
        }

        int order = first.st_mtim.tv_sec.CompareTo(second.st_mtim.tv_sec);
        order = order != 0 ? order : first.st_mtim.tv_nsec.CompareTo(second.st_mtim.tv_nsec);
        return op == "-nt" ? order > 0 : order < 0;
    }

    private static bool Unary(char op, string operand)
    {
        switch (op)
        {
            case 'n':
                return operand.Length > 0;
            case 'z':
                return operand.Length == 0;
            case 't':
                return int.TryParse(operand, out int descriptor) && Posix.Isatty(descriptor);
            case 'r':
                return CanAccess(operand, AccessMode.R_OK);
            case 'w':
                return CanAccess(operand, AccessMode.W_OK);
            case 'x':
                return CanAccess(operand, AccessMode.X_OK);
            case 'h' or 'L':
                return Posix.Lstat(operand).Try(out Stat link, out _) && (link.st_mode & StatMode.S_IFMT) == StatMode.S_IFLNK;
        }

        return Posix.Stat(operand).Try(out Stat stat, out _) && IsOfKind(op, stat);
    }

    private static bool CanAccess(string path, AccessMode mode) =>
        Posix.Faccessat(FileConstants.AT_FDCWD, path, mode, AtFlags.AT_EACCESS) == Errno.None;

    private static bool IsOfKind(char op, Stat stat)
    {
        StatMode type = stat.st_mode & StatMode.S_IFMT;
        return op switch
        {
            'e' => true,
            'f' => type == StatMode.S_IFREG,
            'd' => type == StatMode.S_IFDIR,
            'b' => type == StatMode.S_IFBLK,
            'c' => type == StatMode.S_IFCHR,
            'p' => type == StatMode.S_IFIFO,
            'S' => type == StatMode.S_IFSOCK,
            's' => stat.st_size > 0,
            'u' => (stat.st_mode & StatMode.S_ISUID) != 0,
            'g' => (stat.st_mode & StatMode.S_ISGID) != 0,
            'k' => (stat.st_mode & StatMode.S_ISVTX) != 0,
            'O' => stat.st_uid == Posix.Geteuid(),
            'G' => stat.st_gid == Posix.Getegid(),
            'N' => stat.st_mtim.tv_sec > stat.st_atim.tv_sec,
            _ => false,
        };
    }
}
