'use strict';

const methods = ['get', 'post', 'put', 'patch', 'delete'];
// Schemas may contain themselves; a reader follows a name further down instead.
const depthMax = 6;

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) { element.textContent = text; }
  if (className) { element.className = className; }
  return element;
}

// Descriptions mark words of the wire with backticks.
function prose(tag, text, className) {
  const element = make(tag, null, className);
  (text || '').split('`').forEach((part, i) => element.append(i % 2 ? make('code', part) : part));
  return element;
}

function nameOf(reference) { return reference.split('/').pop(); }

function typeOf(schema) {
  if (!schema) { return 'any'; }
  if (schema.$ref) { return nameOf(schema.$ref); }
  if (schema.enum) { return schema.enum.map(String).join(' | '); }
  const choices = schema.oneOf || schema.anyOf;
  if (choices) { return choices.map(typeOf).join(' | '); }
  const types = [].concat(schema.type || 'any');
  const words = types.map(t => t === 'array' ? typeOf(schema.items) + '[]' : t);
  return words.join(' | ') + (schema.format ? ' (' + schema.format + ')' : '');
}

function refsOf(schema) {
  if (!schema) { return []; }
  if (schema.$ref) { return [nameOf(schema.$ref)]; }
  return [].concat(schema.oneOf || [], schema.anyOf || [], schema.items || [], schema.additionalProperties || [])
    .filter(s => typeof s === 'object').flatMap(refsOf);
}

function schemaTable(api, name, depth, seen) {
  const schema = (api.components && api.components.schemas || {})[name];
  const box = make('details');
  box.append(make('summary', name));
  if (!schema) { return box; }
  if (schema.description) { box.append(prose('p', schema.description, 'dim')); }
  if (!schema.properties) {
    box.append(make('p', typeOf(schema)));
    return box;
  }
  const table = make('table');
  const nested = new Set();
  for (const [key, member] of Object.entries(schema.properties)) {
    const row = make('tr');
    row.append(make('td', key + ((schema.required || []).includes(key) ? ' *' : '')));
    row.append(make('td', typeOf(member)), prose('td', member.description, 'dim'));
    table.append(row);
    refsOf(member).forEach(r => nested.add(r));
  }
  box.append(table);
  for (const next of nested) {
    if (depth < depthMax && !seen.includes(next)) { box.append(schemaTable(api, next, depth + 1, seen.concat(next))); }
  }
  return box;
}

function content(api, title, media) {
  const part = make('div');
  for (const [type, body] of Object.entries(media || {})) {
    part.append(make('p', title + ' · ' + type + ' · ' + typeOf(body.schema)));
    refsOf(body.schema).forEach(name => part.append(schemaTable(api, name, 0, [name])));
  }
  return part;
}

function tryOut(path, parameters) {
  const form = make('form');
  const inputs = parameters.map(parameter => {
    const label = make('label', parameter.name + ' ');
    const input = make('input');
    input.placeholder = parameter.in;
    label.append(input);
    form.append(label, ' ');
    return { parameter, input };
  });
  const output = make('pre');
  output.hidden = true;
  const send = make('button', 'GET');
  form.append(send, output);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const headers = { Accept: 'application/json' };
    const query = new URLSearchParams();
    let address = path;
    for (const { parameter, input } of inputs) {
      if (parameter.in === 'path') {
        address = address.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
      } else if (input.value && parameter.in === 'query') {
        query.set(parameter.name, input.value);
      } else if (input.value && parameter.in === 'header') {
        headers[parameter.name] = input.value;
      }
    }
    output.hidden = false;
    output.textContent = '…';
    try {
      const answer = await fetch(address + (query.size ? '?' + query : ''), { headers });
      const text = await answer.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
      output.textContent = answer.status + ' ' + answer.statusText + '\n\n' + shown;
    } catch (problem) {
      output.textContent = String(problem);
    }
  });
  return form;
}

function operation(api, path, method, described) {
  const box = make('details');
  const summary = make('summary');
  summary.append(make('span', method.toUpperCase(), 'method ' + method), ' ', make('code', path), ' ');
  summary.append(make('span', described.summary, 'dim'));
  box.append(summary);
  box.dataset.text = (method + ' ' + path + ' ' + (described.summary || '')).toLowerCase();
  if (described.description) { box.append(prose('p', described.description)); }
  const parameters = described.parameters || [];
  if (parameters.length) {
    const table = make('table');
    for (const parameter of parameters) {
      const row = make('tr');
      row.append(make('td', parameter.name + (parameter.required ? ' *' : '')), make('td', parameter.in, 'dim'));
      row.append(make('td', typeOf(parameter.schema)), prose('td', parameter.description, 'dim'));
      table.append(row);
    }
    box.append(table);
  }
  if (described.requestBody) { box.append(content(api, 'body', described.requestBody.content)); }
  for (const [status, answer] of Object.entries(described.responses || {})) {
    box.append(content(api, status, answer.content));
  }
  if (method === 'get') { box.append(tryOut(path, parameters)); }
  return box;
}

function show(api) {
  document.getElementById('title').textContent = api.info.title + ' · ' + api.info.version;
  document.getElementById('about').textContent = api.info.description || '';
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of methods.filter(m => item[m])) {
      const group = (item[method].tags || ['API'])[0];
      if (!groups.has(group)) { groups.set(group, []); }
      groups.get(group).push(operation(api, path, method, item[method]));
    }
  }
  const main = document.getElementById('operations');
  const contents = document.getElementById('contents');
  const nothing = make('p', 'Nothing found · 未找到', 'dim');
  nothing.hidden = true;
  main.replaceChildren(nothing);
  for (const [group, boxes] of [...groups].sort((a, b) => a[0].localeCompare(b[0]))) {
    const section = make('section');
    section.id = 'group-' + group.replaceAll(' ', '-');
    const link = make('a', group);
    link.href = '#' + section.id;
    contents.append(link);
    section.append(make('h2', group), ...boxes);
    main.append(section);
  }
  document.getElementById('find').addEventListener('input', event => {
    const wanted = event.target.value.toLowerCase();
    let found = 0;
    for (const section of main.querySelectorAll(':scope > section')) {
      const boxes = [...section.querySelectorAll(':scope > details')];
      boxes.forEach(box => { box.hidden = !box.dataset.text.includes(wanted); });
      const left = boxes.filter(box => !box.hidden).length;
      section.hidden = left === 0;
      found += left;
    }
    nothing.hidden = found > 0;
  });
}

fetch('/openapi/v1.json')
  .then(answer => answer.json())
  .then(show)
  .catch(problem => { document.getElementById('operations').textContent = String(problem); });
