// Runs in Rhino within UglifyJS' own scope, from which all AST_… and minify come: see Bundle.java.

/**
 * Joins a module and all that it imports into one module and makes that short: names of variables and of private members
 * are replaced, names of properties stay. What is imported only when it is needed, by `import('./name.js')`, stays a
 * module of its own, by the name `name.min.js`.
 *
 * `load` gives the text of a module by its file name. Returns `{code, map}`.
 */
function bundle(entry, load, preamble) {
  var modules = inOrder(entry, load);
  modules.forEach(distinguish);
  modules.forEach(function (module) {
    link(module, modules);
  });
  var body = [].concat.apply([], modules.map(statements));
  body.push(exportsOf(modules[modules.length - 1]));
  var whole = new AST_Toplevel({ body: body, start: body[0].start, end: body[body.length - 1].end });
  shortenPrivateNames(whole);
  var name = minimal(entry);
  var result = minify(whole, {
    module: true,
    compress: false,
    output: { preamble: preamble },
    sourceMap: { filename: name, url: name + '.map' },
  });
  if (result.error) throw result.error;
  return result;
}

/** Each module after those that it imports. */
function inOrder(entry, load) {
  var modules = [];
  (function add(file, importers) {
    if (find(modules, file)) return;
    if (importers.indexOf(file) >= 0) throw new Error(importers.concat(file).join(' imports ') + ': a circle');
    var tree = parse(String(load(file)), { module: true, filename: file });
    imports(tree).forEach(function (each) {
      add(target(each), importers.concat(file));
    });
    modules.push({ file: file, tree: tree, number: modules.length, exported: {} });
  })(entry, []);
  return modules;
}

function find(modules, file) {
  return modules.filter(function (each) {
    return each.file === file;
  })[0];
}

function imports(tree) {
  return tree.body.filter(function (statement) {
    return statement instanceof AST_Import;
  });
}

function target(statement) {
  return statement.path.value.replace(/^\.\//, '');
}

/** What two modules call the same gets two names; the number after a $ is in no name that a person writes. */
function distinguish(module) {
  module.tree.figure_out_scope({ module: true });
  module.tree.variables.each(function (definition, name) {
    if (/\$\d/.test(name)) throw new Error(module.file + ': a name like ' + name + ' is for the bundle');
    rename(definition, name + '$' + module.number);
  });
  module.tree.body.forEach(function (statement) {
    noteExports(module, statement);
  });
}

function rename(definition, name) {
  definition.orig.concat(definition.references).forEach(function (symbol) {
    symbol.name = name;
  });
}

function noteExports(module, statement) {
  if (statement instanceof AST_ExportDeclaration) {
    var declared = statement.body;
    var symbols = declared.definitions
      ? declared.definitions.map(function (each) {
          return each.name;
        })
      : [declared.name];
    symbols.forEach(function (symbol) {
      module.exported[symbol.name.replace(/\$\d+$/, '')] = symbol;
    });
  } else if (statement instanceof AST_ExportReferences) {
    statement.properties.forEach(function (symbol) {
      module.exported[symbol.alias.value] = symbol;
    });
  } else if (statement instanceof AST_ExportDefault || statement instanceof AST_ExportForeign) {
    throw new Error(module.file + ': only export what is declared or named in the module');
  }
}

/** Names imported things as they are called where they come from. */
function link(module, modules) {
  imports(module.tree).forEach(function (statement) {
    var from = find(modules, target(statement));
    if (statement.default) throw new Error(module.file + ': there are no default exports');
    (statement.properties || []).forEach(function (symbol) {
      rename(symbol.definition(), nameIn(from, symbol.key.value));
    });
    if (statement.all) {
      module.tree = withoutNamespace(module, statement.all.definition(), from);
    }
  });
  module.tree = module.tree.transform(new TreeTransformer(null, deferredImport));
}

function nameIn(module, name) {
  if (!Object.prototype.hasOwnProperty.call(module.exported, name)) throw new Error(module.file + ' exports no ' + name);
  return module.exported[name].name;
}

/** `frames.join` of an `import * as frames` becomes the function itself. */
function withoutNamespace(module, namespace, from) {
  var replaced = 0;
  var tree = module.tree.transform(
    new TreeTransformer(function (node) {
      if (!(node instanceof AST_Dot && node.expression instanceof AST_SymbolRef)) return undefined;
      if (namespace.references.indexOf(node.expression) < 0) return undefined;
      replaced += 1;
      return new AST_SymbolRef({ name: nameIn(from, node.property), start: node.start, end: node.end });
    }),
  );
  if (replaced !== namespace.references.length) {
    throw new Error(module.file + ': ' + namespace.name + ' is used other than by the names in it');
  }
  return tree;
}

function deferredImport(node) {
  if (node instanceof AST_Call && node.expression.name === 'import' && node.args[0] instanceof AST_String) {
    node.args[0].value = minimal(node.args[0].value);
  }
  return node;
}

function minimal(file) {
  return file.replace(/\.js$/, '.min.js');
}

function statements(module) {
  return module.tree.body
    .filter(function (statement) {
      return !(statement instanceof AST_Import || statement instanceof AST_ExportReferences);
    })
    .map(function (statement) {
      return statement instanceof AST_ExportDeclaration ? statement.body : statement;
    });
}

function exportsOf(module) {
  var list = Object.keys(module.exported).map(function (name) {
    return module.exported[name].name + ' as ' + name;
  });
  return parse('export{' + list.join() + '}', { module: true, filename: module.file }).body[0];
}

/** A private name means nothing outside its class, so each class begins with the shortest. */
function shortenPrivateNames(whole) {
  whole.walk(
    new TreeWalker(function (node) {
      if (node instanceof AST_Class) shortenIn(node);
    }),
  );
}

function shortenIn(type) {
  var short = {};
  eachPrivateName(type, function (node, property) {
    var name = node[property];
    short[name] = short[name] || '#' + letters(Object.keys(short).length);
    node[property] = short[name];
  });
}

function eachPrivateName(type, visit) {
  type.walk(
    new TreeWalker(function (node) {
      if (node !== type && node instanceof AST_Class) throw new Error('a class within a class: ' + type.name.name);
      if (node instanceof AST_ClassProperty && node.private) visit(node, 'key');
      else if (node instanceof AST_Dot && node.property.charAt(0) === '#') visit(node, 'property');
    }),
  );
}

function letters(index) {
  var own = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return (index < own.length ? '' : letters(Math.floor(index / own.length) - 1)) + own.charAt(index % own.length);
}
