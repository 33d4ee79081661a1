// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// wordexp's reader (POSIX.1-2008, Shell Command Language §2.6): quotes, tildes, parameters, commands, arithmetic. Fields are split as values come
/// in. Answers are wordexp's errors, 0 for none.
/// </summary>
internal unsafe partial struct WordExpander
{
    internal const int BadCharacter = 2;
    internal const int BadValue = 3;
    internal const int CommandSubstitution = 4;
    internal const int BadSyntax = 5;
    internal const int NoSpace = 1;

    internal const int NoCommands = 4;
    internal const int ShowErrors = 16;
    internal const int Undefined = 32;

    private const int DeepestNesting = 100;

    private byte* _next;
    private byte* _end;
    private int _flags;
    private int _depth;

    /// <summary>Within double quotes, or where one text is to come out: nothing is split, and no character is a pattern's.</summary>
    private bool _isQuoted;

    /// <summary>Within braces: blanks split, but no character is forbidden.</summary>
    private bool _isInner;

    private WordFields* _fields;

    internal static int Expand(byte* text, int flags, WordFields* fields)
    {
        WordExpander expander = default;
        expander._next = text;
        expander._end = text + C.strlen(text);
        expander._flags = flags;
        expander._fields = fields;
        int error = expander.Run();
        return error != 0 ? error : fields->End();
    }

    private int Run()
    {
        int error = 0;
        while (error == 0 && _next < _end)
        {
            byte character = *_next++;
            error = character switch
            {
                (byte)'\\' => PutEscaped(),
                (byte)'\'' when !_isQuoted => PutSingleQuoted(),
                (byte)'"' => _isQuoted && !_isInner ? Put(character) : RunQuoted(),
                (byte)'$' => Dollar(),
                (byte)'`' => Backquoted(),
                (byte)'~' when !_isQuoted && !_fields->IsStarted => Tilde(),
                _ => PutPlain(character),
            };
        }

        return error;
    }

    private int PutPlain(byte character)
    {
        if (!_isQuoted)
        {
            if (character is (byte)' ' or (byte)'\t' || (_isInner && character == '\n'))
            {
                return _fields->End();
            }

            if (!_isInner && C.strchr(C.Literal("\n|&;<>(){}"u8), character) != null)
            {
                return BadCharacter;
            }
        }

        return Put(character);
    }

    private int Put(byte character) => _fields->Put(character, _isQuoted);

    private int PutEscaped()
    {
        if (_next == _end)
        {
            return BadSyntax;
        }

        byte character = *_next++;
        if (character == '\n')
        {
            return 0;
        }

        bool isSpecial = character is (byte)'$' or (byte)'`' or (byte)'"' or (byte)'\\' || (_isInner && character == '}');
        int error = _isQuoted && !isSpecial ? _fields->Put((byte)'\\', true) : 0;
        return error != 0 ? error : _fields->Put(character, true);
    }

    private int PutSingleQuoted()
    {
        _fields->IsStarted = true;
        int error = 0;
        while (error == 0 && _next < _end && *_next != '\'')
        {
            error = _fields->Put(*_next++, true);
        }

        return error != 0 ? error : _next++ == _end ? BadSyntax : 0;
    }

    /// <summary>Up to the closing quote.</summary>
    private int RunQuoted()
    {
        byte* close = SkipQuoted(_next, _end);
        if (close == null)
        {
            return BadSyntax;
        }

        _fields->IsStarted = true;
        int error = RunPart(_next, close, true, false);
        _next = close + 1;
        return error;
    }

    private readonly int RunPart(byte* start, byte* end, bool isQuoted, bool isInner)
    {
        WordExpander part = this;
        part._next = start;
        part._end = end;
        part._isQuoted = isQuoted;
        part._isInner = isInner;
        part._depth++;
        return part._depth > DeepestNesting ? BadSyntax : part.Run();
    }

    /// <summary>A part expanded to one text, whose quoted characters stay behind backslashes.</summary>
    private readonly int ExpandToText(byte* start, byte* end, WordText* text, bool isPattern)
    {
        WordFields apart = default;
        WordExpander part = this;
        part._fields = &apart;
        int error = isPattern ? part.RunPattern(start, end) : part.RunPart(start, end, true, true);
        *text = apart.Current;
        apart.Current = default;
        apart.Free();
        if (!isPattern)
        {
            text->Unquote();
        }

        return error != 0 || text->Text != null ? error : text->Put(0) ? Emptied(text) : NoSpace;
    }

    private static int Emptied(WordText* text)
    {
        text->Length = 0;
        return 0;
    }

    /// <summary>Of a pattern the quotes count, but blanks are characters.</summary>
    private readonly int RunPattern(byte* start, byte* end)
    {
        int error = 0;
        byte* from = start;
        for (byte* next = start; next <= end && error == 0; next++)
        {
            if (next == end || *next is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                error = RunPart(from, next, false, true);
                error = error == 0 && next < end ? _fields->Put(*next, true) : error;
                from = next + 1;
            }
        }

        return error;
    }

    private int Tilde()
    {
        byte* end = _next;
        while (end < _end && *end is not ((byte)'/' or (byte)' ' or (byte)'\t' or (byte)'\n'))
        {
            if (*end is (byte)'\\' or (byte)'"' or (byte)'\'' or (byte)'$' or (byte)'`')
            {
                return Put((byte)'~');
            }

            end++;
        }

        byte* home = end == _next ? C.getenv(C.Literal("HOME"u8)) : null;
        if (home == null)
        {
            nuint length = (nuint)(end - _next);
            byte* name = C.strndup(_next, length);
            if (name == null)
            {
                return NoSpace;
            }

            C.Passwd* entry = length == 0 ? C.getpwuid(C.getuid()) : C.getpwnam(name);
            C.free(name);
            home = entry == null ? null : entry->Directory;
        }

        if (home == null)
        {
            return Put((byte)'~');
        }

        _next = end;
        int error = 0;
        for (_fields->IsStarted = true; *home != 0 && error == 0; home++)
        {
            error = _fields->Put(*home, true);
        }

        return error;
    }

    /// <summary>The end of what began behind a double quote: where its partner is, or null.</summary>
    private static byte* SkipQuoted(byte* next, byte* end)
    {
        while (next != null && next < end)
        {
            if (*next == '"')
            {
                return next;
            }

            next = SkipOne(next, end, true);
        }

        return null;
    }

    /// <summary>Where the bracket that closes is, or null.</summary>
    internal static byte* SkipTo(byte* next, byte* end, byte open, byte close)
    {
        int depth = 0;
        while (next != null && next < end)
        {
            if (*next == close && depth-- == 0)
            {
                return next;
            }

            depth += *next == open ? 1 : 0;
            next = SkipOne(next, end, false);
        }

        return null;
    }

    /// <summary>Behind a character, or behind all that it begins; null if that has no end.</summary>
    private static byte* SkipOne(byte* next, byte* end, bool isQuoted)
    {
        byte* inner = null;
        switch (*next)
        {
            case (byte)'\\':
                return next + 1 < end ? next + 2 : null;
            case (byte)'\'' when !isQuoted:
                inner = next + 1;
                while (inner < end && *inner != '\'')
                {
                    inner++;
                }

                return inner < end ? inner + 1 : null;
            case (byte)'"' when !isQuoted:
                inner = SkipQuoted(next + 1, end);
                break;
            case (byte)'`':
                inner = next + 1;
                while (inner < end && *inner != '`')
                {
                    inner += *inner == '\\' && inner + 1 < end ? 2 : 1;
                }

                return inner < end ? inner + 1 : null;
            case (byte)'$' when next + 1 < end && next[1] is (byte)'(' or (byte)'{':
                inner = SkipTo(next + 2, end, next[1], (byte)(next[1] == '(' ? ')' : '}'));
                break;
            default:
                return next + 1;
        }

        return inner == null ? null : inner + 1;
    }
}
