// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

internal unsafe partial struct WordExpander
{
    /// <summary>Behind a dollar sign.</summary>
    private int Dollar()
    {
        if (_next == _end)
        {
            return Put((byte)'$');
        }

        byte first = *_next;
        if (first == '(')
        {
            return Parenthesis();
        }

        if (first == '{')
        {
            byte* close = SkipTo(_next + 1, _end, (byte)'{', (byte)'}');
            if (close == null)
            {
                return BadSyntax;
            }

            byte* start = _next + 1;
            _next = close + 1;
            return Braces(start, close);
        }

        byte* end = NameEnd(_next, _end);
        if (end == _next)
        {
            return Put((byte)'$');
        }

        int error = Find(_next, end, out WordText value, out bool isSet);
        _next = end;
        error = error != 0 ? error : !isSet && (_flags & Undefined) != 0 ? BadValue : PutValue(value.Text);
        value.Free();
        return error;
    }

    private int Parenthesis()
    {
        byte* start = _next + 1;
        byte* close = SkipTo(start, _end, (byte)'(', (byte)')');
        if (close == null)
        {
            return BadSyntax;
        }

        _next = close + 1;
        if (*start == '(' && close[-1] == ')' && SkipTo(start + 1, close, (byte)'(', (byte)')') == close - 1)
        {
            return Arithmetic(start + 1, close - 1);
        }

        byte* command = C.strndup(start, (nuint)(close - start));
        return command == null ? NoSpace : Command(command);
    }

    private int Arithmetic(byte* start, byte* end)
    {
        WordText text;
        int error = ExpandToText(start, end, &text, false);
        if (error == 0 && !WordArithmetic.Evaluate(text.Text, out long value))
        {
            error = BadSyntax;
        }
        else if (error == 0)
        {
            byte* digits = stackalloc byte[24];
            VaList list = VaList.OfStack((byte*)&value);
            _ = C.vsnprintf(digits, 24, C.Literal("%ld"u8), &list);
            error = PutValue(digits);
        }

        text.Free();
        return error;
    }

    /// <summary>Within backquotes a backslash stands for itself, but before a dollar sign, a backquote and a backslash.</summary>
    private int Backquoted()
    {
        WordText command = default;
        while (_next < _end && *_next != '`')
        {
            bool isEscape = *_next == '\\' && _next + 1 < _end && (_next[1] is (byte)'$' or (byte)'`' or (byte)'\\' || (_isQuoted && _next[1] == '"'));
            _next += isEscape ? 1 : 0;
            if (!command.Put(*_next++))
            {
                command.Free();
                return NoSpace;
            }
        }

        if (_next == _end || (command.Text == null && !command.Put((byte)' ')))
        {
            command.Free();
            return BadSyntax;
        }

        _next++;
        return Command(command.Text);
    }

    /// <summary>Frees the command.</summary>
    private int Command(byte* command)
    {
        if ((_flags & NoCommands) != 0)
        {
            C.free(command);
            return CommandSubstitution;
        }

        // The shell reads the command from the environment's copy of itself, so that no quoting is to be added.
        byte* whole = (byte*)C.malloc(C.strlen(command) + 24);
        if (whole == null)
        {
            C.free(command);
            return NoSpace;
        }

        _ = C.strcpy(whole, C.Literal((_flags & ShowErrors) != 0 ? ""u8 : "exec 2>/dev/null\n"u8));
        _ = C.strcat(whole, command);
        C.free(command);
        FILE* pipe = C.popen(whole, C.Literal("r"u8));
        C.free(whole);
        if (pipe == null)
        {
            return NoSpace;
        }

        WordText output = default;
        int error = 0;
        for (int character = C.fgetc(pipe); character >= 0 && error == 0; character = C.fgetc(pipe))
        {
            error = character == 0 || output.Put((byte)character) ? 0 : NoSpace;
        }

        _ = C.pclose(pipe);
        while (output.Length > 0 && output.Text[output.Length - 1] == '\n')
        {
            output.Text[--output.Length] = 0;
        }

        error = error != 0 ? error : output.Text == null ? 0 : PutValue(output.Text);
        output.Free();
        return error;
    }

    /// <summary>${name}, ${#name}, ${name:-word} and their kin, from behind the opening brace to the closing one.</summary>
    private int Braces(byte* start, byte* end)
    {
        bool isLength = *start == '#' && start + 1 < end;
        byte* name = isLength ? start + 1 : start;
        byte* nameEnd = NameEnd(name, end);
        if (nameEnd == name || (isLength && nameEnd != end))
        {
            return BadSyntax;
        }

        int error = Find(name, nameEnd, out WordText value, out bool isSet);
        if (error == 0 && (isLength || nameEnd == end))
        {
            error = !isSet && (_flags & Undefined) != 0 ? BadValue : isLength ? PutLength(value.Text) : PutValue(value.Text);
        }
        else if (error == 0)
        {
            bool isColon = *nameEnd == ':';
            byte* operation = isColon ? nameEnd + 1 : nameEnd;
            bool hasValue = isSet && !(isColon && *value.Text == 0);
            error = operation >= end ? BadSyntax : *operation switch
            {
                (byte)'-' => hasValue ? PutValue(value.Text) : RunPart(operation + 1, end, _isQuoted, true),
                (byte)'+' => hasValue ? RunPart(operation + 1, end, _isQuoted, true) : 0,
                (byte)'=' => hasValue ? PutValue(value.Text) : Assign(name, nameEnd, operation + 1, end),
                (byte)'?' => hasValue ? PutValue(value.Text) : Complain(name, nameEnd, operation + 1, end),
                (byte)'#' or (byte)'%' when !isColon => isSet || (_flags & Undefined) == 0 ? Trim(value.Text, operation, end) : BadValue,
                _ => BadSyntax,
            };
        }

        value.Free();
        return error;
    }

    private int PutLength(byte* value)
    {
        byte* digits = stackalloc byte[24];
        long length = (long)C.strlen(value);
        VaList list = VaList.OfStack((byte*)&length);
        _ = C.vsnprintf(digits, 24, C.Literal("%ld"u8), &list);
        return PutValue(digits);
    }

    private int Assign(byte* name, byte* nameEnd, byte* word, byte* end)
    {
        WordText value;
        int error = *name is >= (byte)'0' and <= (byte)'9' or (byte)'$' or (byte)'#' or (byte)'?' or (byte)'@' or (byte)'*' or (byte)'!' or (byte)'-' ? BadSyntax : 0;
        if (error != 0)
        {
            return error;
        }

        error = ExpandToText(word, end, &value, false);
        byte* variable = C.strndup(name, (nuint)(nameEnd - name));
        error = error != 0 ? error : variable == null || C.setenv(variable, value.Text, 1) != 0 ? NoSpace : PutValue(value.Text);
        C.free(variable);
        value.Free();
        return error;
    }

    private readonly int Complain(byte* name, byte* nameEnd, byte* word, byte* end)
    {
        WordText message;
        int error = ExpandToText(word, end, &message, false);
        if (error == 0 && (_flags & ShowErrors) != 0)
        {
            FILE* file = StdioStubs.Error();
            _ = C.fwrite(name, 1, (nuint)(nameEnd - name), file);
            _ = C.fputs(C.Literal(": "u8), file);
            _ = C.fputs(message.Length == 0 ? C.Literal("parameter null or not set"u8) : message.Text, file);
            _ = C.fputs(C.Literal("\n"u8), file);
        }

        message.Free();
        return error != 0 ? error : BadValue;
    }

    /// <summary>Without the shortest or the longest beginning or end that a pattern fits.</summary>
    private int Trim(byte* value, byte* operation, byte* end)
    {
        bool isEnd = *operation == '%', isLongest = operation + 1 < end && operation[1] == *operation;
        WordText pattern;
        int error = ExpandToText(operation + (isLongest ? 2 : 1), end, &pattern, true);
        nuint length = C.strlen(value);
        nuint cut = 0;
        for (nuint i = 0; i <= length && error == 0; i++)
        {
            nuint count = isLongest ? length - i : i;
            byte* at = isEnd ? value + (length - count) : value + count;
            byte kept = *at;
            *at = isEnd ? kept : (byte)0;
            bool fits = C.fnmatch(pattern.Text, isEnd ? at : value, 0) == 0;
            *at = kept;
            if (fits)
            {
                cut = count;
                break;
            }
        }

        if (isEnd)
        {
            value[length - cut] = 0;
        }

        pattern.Free();
        return error != 0 ? error : PutValue(isEnd ? value : value + cut);
    }

    /// <summary>A value, split at the characters of IFS unless it stands in quotes.</summary>
    private int PutValue(byte* value)
    {
        byte* separators = C.getenv(C.Literal("IFS"u8));
        separators = separators == null ? C.Literal(" \t\n"u8) : separators;
        int error = 0;
        for (; *value != 0 && error == 0; value++)
        {
            if (_isQuoted || C.strchr(separators, *value) == null)
            {
                _fields->IsAfterBlank = false;
                error = Put(*value);
            }
            else if (*value is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                _fields->IsAfterBlank |= _fields->IsStarted;
                error = _fields->End();
            }
            else
            {
                // Each other separator ends a word, be it empty; blanks beside it belong to it.
                _fields->IsStarted |= !_fields->IsAfterBlank;
                _fields->IsAfterBlank = false;
                error = _fields->End();
            }
        }

        return error;
    }

    /// <summary>A name, a number or one of the special parameters.</summary>
    private static byte* NameEnd(byte* start, byte* end)
    {
        byte* next = start;
        if (next < end && *next is (byte)'@' or (byte)'*' or (byte)'#' or (byte)'?' or (byte)'-' or (byte)'$' or (byte)'!' or (>= (byte)'0' and <= (byte)'9'))
        {
            return next + 1;
        }

        while (next < end && (*next == '_' || C.isalnum(*next) != 0))
        {
            next++;
        }

        return next;
    }

    /// <summary>A copy of a parameter's value; empty if it is not set. There are no positional ones, and of the special ones but $$ and $#.</summary>
    private static int Find(byte* name, byte* end, out WordText value, out bool isSet)
    {
        value = default;
        isSet = true;
        byte* found = null;
        byte* digits = stackalloc byte[24];
        byte* variable = C.strndup(name, (nuint)(end - name));
        if (variable == null || !value.Put(0))
        {
            C.free(variable);
            return NoSpace;
        }

        value.Length = 0;
        if (*name is (byte)'$' or (byte)'#' or (byte)'?')
        {
            long number = *name == '$' ? C.getpid() : 0;
            VaList list = VaList.OfStack((byte*)&number);
            _ = C.vsnprintf(digits, 24, C.Literal("%ld"u8), &list);
            found = digits;
        }
        else if (C.isalpha(*name) != 0 || *name == '_')
        {
            found = C.getenv(variable);
        }

        C.free(variable);
        isSet = found != null;
        int error = 0;
        for (; found != null && *found != 0 && error == 0; found++)
        {
            error = value.Put(*found) ? 0 : NoSpace;
        }

        return error;
    }
}
