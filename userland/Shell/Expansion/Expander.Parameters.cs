// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Sh.Syntax;

namespace Skift.Sh.Expansion;

/// <summary>Parameter expansion (POSIX.1-2024 XCU 2.6.2).</summary>
internal sealed partial class Expander
{
    private void ExpandParameter(ParameterPart part, ExpansionBuffer buffer, bool splits)
    {
        bool isList = part.Name is "@" or "*";
        string? value = isList ? JoinPositional() : _host.GetParameter(part.Name);
        bool isSet = isList ? _host.Positional.Count > 0 : value != null;
        bool isUsable = isSet && !(part.TestsNull && string.IsNullOrEmpty(value));
        switch (part.Operator)
        {
            case ParameterOperator.Default when !isUsable:
                ExpandArgument(part, buffer, splits);
                return;
            case ParameterOperator.Alternative:
                if (isUsable)
                {
                    ExpandArgument(part, buffer, splits);
                }
                else
                {
                    buffer.AddValue("", part.IsQuoted);
                }

                return;
            case ParameterOperator.Assign when !isUsable:
                value = AssignDefault(part);
                isSet = true;
                isList = false;
                break;
            case ParameterOperator.Error when !isUsable:
                string message = part.Argument == null || part.Argument.Parts.Count == 0 ? "" : ExpandText(part.Argument);
                throw _host.Fail(part.Name + ": " + (message.Length > 0 ? message : part.TestsNull ? "parameter not set or null" : "parameter not set"));
        }

        if (!isSet && !isList && _host.FailsOnUnset && part.Operator != ParameterOperator.Default)
        {
            throw _host.Fail(part.Name + ": parameter not set");
        }

        if (isList && part.Operator != ParameterOperator.Length)
        {
            AddPositional(part, buffer, splits);
        }
        else
        {
            // An unset variable has nothing to match, not an empty text: ${unset/*/x} is empty.
            bool matchesNothing = !isSet && part.Operator is ParameterOperator.ReplaceFirst or ParameterOperator.ReplaceAll;
            string result = part.Operator == ParameterOperator.Length && isList ? _host.Positional.Count.ToString()
                : matchesNothing ? ""
                : Transform(part, value ?? "");
            buffer.AddValue(result, part.IsQuoted);
        }
    }

    /// <summary>The word of <c>${name-word}</c>: unquoted its literal text can be split as well.</summary>
    private void ExpandArgument(ParameterPart part, ExpansionBuffer buffer, bool splits)
    {
        int before = buffer.Length;
        Expand(part.Argument!, buffer, part.IsQuoted ? TildeMode.None : TildeMode.Word, Mark.Splittable, splits);
        if (part.IsQuoted && buffer.Length == before)
        {
            buffer.AddValue("", isQuoted: true);
        }
    }

    private string AssignDefault(ParameterPart part)
    {
        if (!Parser.IsName(part.Name))
        {
            throw _host.Fail(part.Name + ": bad variable name");
        }

        string value = ExpandText(part.Argument!);
        _host.Assign(part.Name, value);
        return value;
    }

    /// <summary><c>$@</c> and <c>$*</c>: fields of their own where fields are wanted, unless it is <c>"$*"</c>.</summary>
    private void AddPositional(ParameterPart part, ExpansionBuffer buffer, bool splits)
    {
        IReadOnlyList<string> values = _host.Positional;
        if (!splits || (part.IsQuoted && part.Name == "*"))
        {
            StringBuilder joined = new();
            string separator = Separator();
            for (int i = 0; i < values.Count; i++)
            {
                joined.Append(i > 0 ? separator : "").Append(Transform(part, values[i]));
            }

            buffer.AddValue(joined.ToString(), part.IsQuoted);
            return;
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                buffer.AddBreak();
            }

            buffer.AddValue(Transform(part, values[i]), part.IsQuoted);
        }
    }

    private string JoinPositional() => string.Join(Separator(), _host.Positional);

    /// <summary>The first character of IFS; a space if it is unset, nothing if it is null.</summary>
    private string Separator()
    {
        string? separators = _host.GetParameter("IFS");
        return separators == null ? " " : separators.Length == 0 ? "" : separators.Substring(0, 1);
    }

    private string Transform(ParameterPart part, string value)
    {
        switch (part.Operator)
        {
            case ParameterOperator.Length:
                return CountCharacters(value).ToString();
            case ParameterOperator.RemoveSmallestPrefix or ParameterOperator.RemoveLargestPrefix:
                return RemovePrefix(value, ExpandPattern(part.Argument!), part.Operator == ParameterOperator.RemoveLargestPrefix);
            case ParameterOperator.RemoveSmallestSuffix or ParameterOperator.RemoveLargestSuffix:
                return RemoveSuffix(value, ExpandPattern(part.Argument!), part.Operator == ParameterOperator.RemoveLargestSuffix);
            case ParameterOperator.Substring:
                return Substring(part, value);
            case ParameterOperator.ReplaceFirst or ParameterOperator.ReplaceAll:
                string replacement = part.SecondArgument == null ? "" : ExpandText(part.SecondArgument, TildeMode.None);
                return Replace(value, ExpandPattern(part.Argument!), replacement, part.Operator == ParameterOperator.ReplaceAll);
            default:
                return value;
        }
    }

    private static int CountCharacters(string value)
    {
        int count = 0;
        for (int i = 0; i < value.Length; i += Pattern.CharacterLength(value, i))
        {
            count++;
        }

        return count;
    }

    private static string RemovePrefix(string value, string pattern, bool largest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int length = largest ? value.Length - i : i;
            if (Pattern.Matches(pattern, value.AsSpan(0, length)))
            {
                return value.Substring(length);
            }
        }

        return value;
    }

    private static string RemoveSuffix(string value, string pattern, bool largest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int start = largest ? i : value.Length - i;
            if (Pattern.Matches(pattern, value.AsSpan(start)))
            {
                return value.Substring(0, start);
            }
        }

        return value;
    }

    /// <summary><c>${name:offset:length}</c>: negative numbers count from the end.</summary>
    private string Substring(ParameterPart part, string value)
    {
        long offset = EvaluateArithmetic(part.Argument!);
        long count = CountCharacters(value);
        long length = part.SecondArgument == null ? count : EvaluateArithmetic(part.SecondArgument);
        if (offset < 0)
        {
            offset += count;
        }

        if (offset < 0 || offset > count)
        {
            return "";
        }

        long end = length < 0 ? count + length : length > count - offset ? count : offset + length;
        return end <= offset ? "" : value.Substring(UnitIndex(value, offset), UnitIndex(value, end) - UnitIndex(value, offset));
    }

    private static int UnitIndex(string value, long characters)
    {
        int index = 0;
        for (; characters > 0; characters--)
        {
            index += Pattern.CharacterLength(value, index);
        }

        return index;
    }

    /// <summary><c>${name/pattern/text}</c>: the longest match at the leftmost place.</summary>
    private static string Replace(string value, string pattern, string replacement, bool all)
    {
        if (pattern.Length == 0)
        {
            return value;
        }

        if (value.Length == 0)
        {
            return Pattern.Matches(pattern, "") ? replacement : "";
        }

        StringBuilder result = new();
        int at = 0;
        while (at < value.Length)
        {
            int length = MatchLength(value, at, pattern);
            if (length == 0)
            {
                result.Append(value[at++]);
                continue;
            }

            result.Append(replacement);
            at += length;
            if (!all)
            {
                break;
            }
        }

        return result.Append(value, at, value.Length - at).ToString();
    }

    private static int MatchLength(string value, int at, string pattern)
    {
        for (int length = value.Length - at; length > 0; length--)
        {
            if (Pattern.Matches(pattern, value.AsSpan(at, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
