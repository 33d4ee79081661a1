// SPDX-License-Identifier: MIT
using static Skift.Libc.RegexNumber;

namespace Skift.Libc;

/// <summary>Basic and extended regular expressions (POSIX.1-2008 XBD §9.3, §9.4), with GNU's \+ \? \| \&lt; \&gt; \b \B \w \W \s \S.</summary>
internal unsafe struct RegexParser
{
    /// <summary>Of groups, and of repetitions of repetitions: these are followed by recursion.</summary>
    private const int DeepestNesting = 200;

    private byte* _p;
    private byte* _start;
    private RegexNode* _nodes;
    private int _room;
    private int _used;
    private int _depth;
    private bool _isExtended;

    internal int Error;
    internal int Groups;
    internal bool HasBackReferences;

    internal static RegexParser For(byte* pattern, bool isExtended, RegexNode* nodes, int room)
    {
        RegexParser parser = default;
        parser._p = pattern;
        parser._start = pattern;
        parser._nodes = nodes;
        parser._room = room;
        parser._isExtended = isExtended;
        return parser;
    }

    internal RegexNode* ParseAll()
    {
        RegexNode* all = ParseEither();
        if (Error == 0 && *_p != 0)
        {
            Error = REG_EPAREN;
        }

        return all;
    }

    /// <summary>Works out which of ASCII each node takes.</summary>
    internal readonly void FindAscii(int flags) => RegexAscii.Prepare(_nodes, _used, flags);

    private RegexNode* New(RegexKind kind, RegexNode* left = null, RegexNode* right = null)
    {
        if (_used == _room)
        {
            Error = REG_ESPACE;
            return _nodes;
        }

        RegexNode* node = _nodes + _used++;
        *node = default;
        node->Kind = kind;
        node->Left = left;
        node->Right = right;
        return node;
    }

    private readonly bool IsEscaped(byte c) => *_p == '\\' && _p[1] == c;

    private readonly bool AtBar => _isExtended ? *_p == '|' : IsEscaped((byte)'|');

    private readonly bool AtClose => _isExtended ? *_p == ')' && _depth > 0 : IsEscaped((byte)')');

    private RegexNode* ParseEither()
    {
        RegexNode* left = ParseJoin();
        while (Error == 0 && AtBar)
        {
            _p += _isExtended ? 1 : 2;
            left = New(RegexKind.Either, left, ParseJoin());
        }

        return left;
    }

    private RegexNode* ParseJoin()
    {
        RegexNode* all = null;
        bool isFirst = true;
        while (Error == 0 && *_p != 0 && !AtBar && !AtClose)
        {
            bool isAnchor = *_p == '^' && (_isExtended || isFirst);
            RegexNode* part = ParseRepeated(isFirst);
            all = all == null ? part : New(RegexKind.Join, all, part);
            isFirst = !_isExtended && isFirst && isAnchor;
        }

        return all == null ? New(RegexKind.Empty) : all;
    }

    /// <summary>One thing and the repetitions behind it. A basic expression may begin with a star that means itself.</summary>
    private RegexNode* ParseRepeated(bool isFirst)
    {
        bool canRepeat = true;
        RegexNode* part;
        if (*_p == '^' && (_isExtended || isFirst))
        {
            _p++;
            part = New(RegexKind.LineStart);
            canRepeat = _isExtended;
        }
        else if (*_p == '*' && !_isExtended && isFirst)
        {
            part = Single();
        }
        else
        {
            part = ParseOne();
        }

        for (int depth = 0; Error == 0 && canRepeat && TakeRepetition(out int low, out int high); depth++)
        {
            if (depth == DeepestNesting) Error = REG_ESPACE;
            // One star in another is one star; as many ways to divide its turns as there are stars would not end.
            if (part->Kind == RegexKind.Repeat && part->Low <= 1 && part->High == Unlimited && low <= 1 && high != 0)
            {
                part->Low &= low;
                continue;
            }

            part = New(RegexKind.Repeat, part);
            part->Low = low;
            part->High = high;
        }

        return part->Kind == RegexKind.Repeat ? New(RegexKind.Group, part) : part;
    }

    private bool TakeRepetition(out int low, out int high)
    {
        low = 0;
        high = Unlimited;
        if (*_p == '*')
        {
            _p++;
            return true;
        }

        bool isPlus = _isExtended ? *_p == '+' : IsEscaped((byte)'+');
        if (isPlus || (_isExtended ? *_p == '?' : IsEscaped((byte)'?')))
        {
            _p += _isExtended ? 1 : 2;
            (low, high) = isPlus ? (1, Unlimited) : (0, 1);
            return true;
        }

        bool isBrace = _isExtended ? *_p == '{' && (C.isdigit(_p[1]) != 0 || _p[1] == ',') : IsEscaped((byte)'{');
        return isBrace && TakeBounds(out low, out high);
    }

    private bool TakeBounds(out int low, out int high)
    {
        _p += _isExtended ? 1 : 2;
        low = *_p == ',' ? 0 : TakeNumber();
        high = low;
        if (*_p == ',')
        {
            _p++;
            high = C.isdigit(*_p) != 0 ? TakeNumber() : Unlimited;
        }

        bool isClosed = _isExtended ? *_p == '}' : IsEscaped((byte)'}');
        if (!isClosed)
        {
            Error = *_p == 0 ? REG_EBRACE : REG_BADBR;
        }
        else if (low < 0 || low > RE_DUP_MAX || high > RE_DUP_MAX || (high != Unlimited && high < low))
        {
            Error = REG_BADBR;
        }

        _p += isClosed ? (_isExtended ? 1 : 2) : 0;
        return Error == 0;
    }

    private int TakeNumber()
    {
        int number = C.isdigit(*_p) != 0 ? 0 : -1;
        for (; C.isdigit(*_p) != 0; _p++)
        {
            number = number > RE_DUP_MAX ? number : (number * 10) + (*_p - '0');
        }

        return number;
    }

    private RegexNode* ParseOne()
    {
        switch (*_p)
        {
            case (byte)'.':
                _p++;
                return New(RegexKind.Any);
            case (byte)'[':
                return ParseBracket();
            case (byte)'\\':
                return ParseEscape();
            case (byte)'(' when _isExtended:
                _p++;
                return ParseGroup();
            case (byte)'$' when _isExtended || IsEndOfBasic():
                _p++;
                return New(RegexKind.LineEnd);
            case (byte)'*' or (byte)'+' or (byte)'?' when _isExtended:
                Error = REG_BADRPT;
                return _nodes;
            default:
                return Single();
        }
    }

    private readonly bool IsEndOfBasic() => _p[1] == 0 || (_p[1] == '\\' && _p[2] is (byte)')' or (byte)'|');

    private RegexNode* Single()
    {
        _p += BracketExpression.Decode(_p, out uint character);
        RegexNode* node = New(RegexKind.Character);
        node->Low = (int)character;
        return node;
    }

    private RegexNode* ParseGroup()
    {
        int number = ++Groups;
        if (++_depth > DeepestNesting)
        {
            Error = REG_ESPACE;
            return _nodes;
        }

        RegexNode* inner = ParseEither();
        if (Error == 0 && !AtClose)
        {
            Error = REG_EPAREN;
        }

        _p += Error != 0 ? 0 : _isExtended ? 1 : 2;
        _depth--;
        // A group of nothing but a repetition takes the place of its own.
        if (inner->Kind == RegexKind.Group && inner->Number == 0 && Error == 0) inner = inner->Left;
        RegexNode* group = New(RegexKind.Group, inner);
        group->Number = number;
        return group;
    }

    private RegexNode* ParseEscape()
    {
        byte c = _p[1];
        if (c == 0)
        {
            Error = REG_EESCAPE;
            return _nodes;
        }

        if (c == '(' && !_isExtended)
        {
            _p += 2;
            return ParseGroup();
        }

        if (c is >= (byte)'1' and <= (byte)'9')
        {
            if (c - '0' > Groups)
            {
                Error = REG_ESUBREG;
                return _nodes;
            }

            _p += 2;
            HasBackReferences = true;
            RegexNode* reference = New(RegexKind.BackReference);
            reference->Low = c - '0';
            return reference;
        }

        RegexKind edge = c switch
        {
            (byte)'<' => RegexKind.WordStart,
            (byte)'>' => RegexKind.WordEnd,
            (byte)'b' => RegexKind.WordEdge,
            (byte)'B' => RegexKind.NotWordEdge,
            (byte)'`' => RegexKind.LineStart,
            (byte)'\'' => RegexKind.LineEnd,
            _ => RegexKind.Empty,
        };
        if (edge != RegexKind.Empty)
        {
            _p += 2;
            return New(edge);
        }

        if (c is (byte)'w' or (byte)'W' or (byte)'s' or (byte)'S')
        {
            return Shorthand(c);
        }

        _p++;
        return Single();
    }

    private RegexNode* Shorthand(byte c)
    {
        _p += 2;
        RegexNode* node = New(RegexKind.Bracket);
        System.ReadOnlySpan<byte> text = c switch
        {
            (byte)'w' => "[[:alnum:]_]"u8,
            (byte)'W' => "[^[:alnum:]_]"u8,
            (byte)'s' => "[[:space:]]"u8,
            _ => "[^[:space:]]"u8,
        };
        fixed (byte* start = text)
        {
            node->Start = start;
            node->End = start + text.Length;
        }

        return node;
    }

    private RegexNode* ParseBracket()
    {
        byte* end = BracketExpression.End(_p, false, false, false);
        if (end == null)
        {
            Error = REG_EBRACK;
            return _nodes;
        }

        Error = BracketExpression.Check(_p, end);
        RegexNode* node = New(RegexKind.Bracket);
        node->Start = _p;
        node->End = end;
        _p = end;
        return node;
    }
}
