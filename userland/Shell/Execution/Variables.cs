// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Execution;

internal sealed class Variable
{
    /// <summary>Null: the variable has attributes but is unset.</summary>
    public string? Value;
    public bool IsExported;
    public bool IsReadOnly;

    public Variable Clone() => new() { Value = Value, IsExported = IsExported, IsReadOnly = IsReadOnly };
}

/// <summary>The variables of the shell, with the scopes of functions.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, Variable> _variables = new();
    private readonly List<Dictionary<string, Variable?>> _scopes = new();
    private readonly Shell _shell;
    private uint _randomState = 1;

    public Variables(Shell shell) => _shell = shell;

    public int ScopeDepth => _scopes.Count;

    /// <summary>The value; null if unset. Some variables are computed.</summary>
    public string? Get(string name)
    {
        if (!_variables.TryGetValue(name, out Variable? variable))
        {
            return null;
        }

        return name switch
        {
            "LINENO" when variable.Value != null => _shell.Line.ToString(),
            "RANDOM" when variable.Value != null => NextRandom().ToString(),
            _ => variable.Value,
        };
    }

    public Variable? Find(string name) => _variables.TryGetValue(name, out Variable? variable) ? variable : null;

    /// <summary>Assigns; a read-only variable is an error.</summary>
    public void Set(string name, string value)
    {
        Variable variable = Writable(name);
        variable.Value = value;
        variable.IsExported |= _shell.Options.AllExport;
        Changed(name, value);
    }

    public void Export(string name, bool isExported = true) => Ensure(name).IsExported = isExported;

    public void MakeReadOnly(string name) => Ensure(name).IsReadOnly = true;

    public void Unset(string name)
    {
        if (_variables.TryGetValue(name, out Variable? variable))
        {
            CheckWritable(name, variable);
            _variables.Remove(name);
            Changed(name, null);
        }
    }

    public void PushScope() => _scopes.Add(new Dictionary<string, Variable?>());

    /// <summary>Gives the variables made local since their old values and attributes back.</summary>
    public void PopScope()
    {
        Dictionary<string, Variable?> scope = _scopes[_scopes.Count - 1];
        _scopes.RemoveAt(_scopes.Count - 1);
        foreach (KeyValuePair<string, Variable?> saved in scope)
        {
            if (saved.Value == null)
            {
                _variables.Remove(saved.Key);
            }
            else
            {
                _variables[saved.Key] = saved.Value;
            }

            Changed(saved.Key, saved.Value?.Value);
        }
    }

    /// <summary>Makes a variable local to the innermost scope; it keeps its attributes. A second time changes nothing.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="keepsValue">For assignments before a command, which may refer to the old value; <c>local x</c> begins unset.</param>
    public void MakeLocal(string name, bool keepsValue)
    {
        Dictionary<string, Variable?> scope = _scopes[_scopes.Count - 1];
        if (scope.ContainsKey(name))
        {
            return;
        }

        Variable? old = Find(name);
        scope[name] = old;
        if (old != null)
        {
            _variables[name] = old.Clone();
            if (!keepsValue)
            {
                _variables[name].Value = null;
            }
        }
    }

    /// <summary><c>NAME=value</c> of everything exported, for execve(2).</summary>
    public string[] ToEnvironment()
    {
        List<string> environment = new();
        foreach (KeyValuePair<string, Variable> entry in _variables)
        {
            if (entry.Value.IsExported && entry.Value.Value != null)
            {
                environment.Add(entry.Key + "=" + entry.Value.Value);
            }
        }

        return environment.ToArray();
    }

    public List<string> SortedNames()
    {
        List<string> names = new();
        foreach (KeyValuePair<string, Variable> entry in _variables)
        {
            names.Add(entry.Key);
        }

        names.Sort(string.CompareOrdinal);
        return names;
    }

    private Variable Ensure(string name)
    {
        if (!_variables.TryGetValue(name, out Variable? variable))
        {
            variable = new Variable();
            _variables[name] = variable;
        }

        return variable;
    }

    private Variable Writable(string name)
    {
        Variable variable = Ensure(name);
        CheckWritable(name, variable);
        return variable;
    }

    private void CheckWritable(string name, Variable variable)
    {
        if (variable.IsReadOnly)
        {
            throw _shell.Fail(name + ": is read only");
        }
    }

    /// <summary>Some variables steer the shell.</summary>
    private void Changed(string name, string? value)
    {
        switch (name)
        {
            case "PATH":
                _shell.Commands.Forget();
                break;
            case "OPTIND":
                _shell.Getopts.Reset(value);
                break;
            case "RANDOM" when uint.TryParse(value, out uint seed):
                _randomState = seed;
                break;
        }
    }

    /// <summary>Park and Miller's generator; 15 bits, as scripts expect.</summary>
    private uint NextRandom()
    {
        _randomState = (uint)((_randomState == 0 ? 1 : _randomState) * 48271UL % 2147483647UL);
        return (_randomState >> 8) & 0x7FFF;
    }
}
